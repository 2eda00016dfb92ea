"""The pages of the centre's desk: rendered at the centre, for people with a certificate and a role.

`roles` says who may do what, `staff` who somebody is, `log` keeps every act, `forms` lets each form in once; `views`
gathers what a page shows, `acts` does what a form asks, `site` puts them behind addresses. `words` and `style` are the
language and the look. Nothing here reads a sheet that is not locked: what the pages are made of does not hold one.
"""
