// Reloads the page when something changed, but never under somebody's hands: a form that was touched is left alone.
const page = document.querySelector("main");
let touched = false;
page.addEventListener("input", () => { touched = true; });
new EventSource("/desk/news?look=" + document.body.dataset.look).addEventListener("news", () => {
  const typing = document.activeElement && document.activeElement.closest("form");
  const shown = document.querySelector('.panel[role="status"], [role="alert"]'); // is not to be had again
  const query = new URLSearchParams(location.search);
  query.delete("done");
  if (!touched && !typing && !shown) location.replace(location.pathname + (query.size ? "?" + query : ""));
});
