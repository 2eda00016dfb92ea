"""Optional content that the source does not show: which groups are off, so that a rebuild leaves them out."""

import pikepdf


class HiddenLayers:
    """Tells whether an optional-content dictionary is switched off in the document's default view."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._off: set[tuple[int, int]] = set()
        properties = document.Root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            return
        view = properties.get("/D", pikepdf.Dictionary())
        if view.get("/BaseState") == pikepdf.Name.OFF:
            self._off.update(one.objgen for one in properties.get("/OCGs", pikepdf.Array()))
            self._off.difference_update(one.objgen for one in view.get("/ON", pikepdf.Array()))
        self._off.update(one.objgen for one in view.get("/OFF", pikepdf.Array()))

    def hides(self, layer: pikepdf.Object | None) -> bool:
        """True when everything marked with this group or membership is off."""
        if not self._off or not isinstance(layer, pikepdf.Dictionary):
            return False
        if layer.get("/Type") != pikepdf.Name.OCMD:
            return layer.objgen in self._off
        groups = layer.get("/OCGs")
        members = list(groups) if isinstance(groups, pikepdf.Array) else [groups]
        return bool(members) and all(isinstance(one, pikepdf.Dictionary) and one.objgen in self._off for one in members)
