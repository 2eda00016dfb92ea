"""What a rebuilt PDF may hold, as tables: dictionary keys by kind of object, operators with their operand counts.

A key that stands in no table does not exist after a rebuild (ISO 32000-1 names the keys; only those which change
the drawing of a page are here).
"""

import re
from typing import Final

PLAIN: Final = "plain"
"""Numbers, booleans and names, and arrays of them; never strings, dictionaries or streams."""

CATALOG_KEYS: Final = frozenset({"/Type", "/Pages", "/Outlines"})
TRAILER_KEYS: Final = frozenset(
    {"/Root", "/Size", "/ID", "/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"}
)
OUTLINE_KEYS: Final = frozenset(
    {"/Type", "/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest", "/A", "/S", "/D"}
)
PAGE_KEYS: Final = frozenset({"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"})
PAGE_TREE_KEYS: Final = frozenset({"/Type", "/Kids", "/Count", "/Parent"})
STREAM_KEYS: Final = frozenset({"/Length", "/Filter", "/DecodeParms"})

RESOURCE_KINDS: Final = {
    "/Font": ("font", "F"),
    "/XObject": ("xobject", "X"),
    "/ExtGState": ("gstate", "G"),
    "/ColorSpace": ("colours", "C"),
    "/Pattern": ("pattern", "P"),
    "/Shading": ("shading", "S"),
}
"""Resource category: the kind of object in it, and the letter of its new names."""

DEFAULT_COLOURS: Final = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")

KEYS: Final[dict[str, dict[str, str]]] = {
    "font": {
        "/Type": PLAIN,
        "/Subtype": PLAIN,
        "/BaseFont": "font name",
        "/FirstChar": PLAIN,
        "/LastChar": PLAIN,
        "/Widths": PLAIN,
        "/FontDescriptor": "descriptor",
        "/Encoding": "encoding",
        "/ToUnicode": "cmap",
        "/DescendantFonts": "fonts",
        "/CIDSystemInfo": "collection",
        "/DW": PLAIN,
        "/W": PLAIN,
        "/DW2": PLAIN,
        "/W2": PLAIN,
        "/CIDToGIDMap": "glyph map",
        "/FontBBox": PLAIN,
        "/FontMatrix": PLAIN,
    },
    "descriptor": {
        "/Type": PLAIN,
        "/FontName": "font name",
        "/Flags": PLAIN,
        "/FontBBox": PLAIN,
        "/ItalicAngle": PLAIN,
        "/Ascent": PLAIN,
        "/Descent": PLAIN,
        "/Leading": PLAIN,
        "/CapHeight": PLAIN,
        "/XHeight": PLAIN,
        "/StemV": PLAIN,
        "/StemH": PLAIN,
        "/AvgWidth": PLAIN,
        "/MaxWidth": PLAIN,
        "/MissingWidth": PLAIN,
        "/FontStretch": PLAIN,
        "/FontWeight": PLAIN,
        "/FontFile": "type1 program",
        "/FontFile2": "sfnt program",
        "/FontFile3": "cff program",
    },
    "encoding": {"/Type": PLAIN, "/BaseEncoding": PLAIN, "/Differences": "glyph names"},
    "image": {
        "/Type": PLAIN,
        "/Subtype": PLAIN,
        "/Width": PLAIN,
        "/Height": PLAIN,
        "/ColorSpace": "colours",
        "/BitsPerComponent": PLAIN,
        "/Intent": PLAIN,
        "/ImageMask": PLAIN,
        "/Mask": "mask",
        "/Decode": PLAIN,
        "/Interpolate": PLAIN,
        "/SMask": "image",
        "/SMaskInData": PLAIN,
        "/Matte": PLAIN,
    },
    "form": {"/Type": PLAIN, "/Subtype": PLAIN, "/BBox": PLAIN, "/Matrix": PLAIN, "/Group": "group"},
    "group": {"/Type": PLAIN, "/S": PLAIN, "/CS": "colours", "/I": PLAIN, "/K": PLAIN},
    "gstate": {
        "/Type": PLAIN,
        "/LW": PLAIN,
        "/LC": PLAIN,
        "/LJ": PLAIN,
        "/ML": PLAIN,
        "/D": PLAIN,
        "/RI": PLAIN,
        "/OP": PLAIN,
        "/op": PLAIN,
        "/OPM": PLAIN,
        "/Font": "sized font",
        "/FL": PLAIN,
        "/SM": PLAIN,
        "/SA": PLAIN,
        "/BM": PLAIN,
        "/SMask": "soft mask",
        "/CA": PLAIN,
        "/ca": PLAIN,
        "/AIS": PLAIN,
        "/TK": PLAIN,
        "/TR": "function",
        "/TR2": "function",
    },
    "soft mask": {"/Type": PLAIN, "/S": PLAIN, "/G": "xobject", "/BC": PLAIN, "/TR": "function"},
    "calibrated": {"/WhitePoint": PLAIN, "/BlackPoint": PLAIN, "/Gamma": PLAIN, "/Matrix": PLAIN, "/Range": PLAIN},
    "icc": {"/N": PLAIN, "/Alternate": "colours", "/Range": PLAIN},
    "tiling": {
        "/Type": PLAIN,
        "/PatternType": PLAIN,
        "/PaintType": PLAIN,
        "/TilingType": PLAIN,
        "/BBox": PLAIN,
        "/XStep": PLAIN,
        "/YStep": PLAIN,
        "/Matrix": PLAIN,
    },
    "gradient": {
        "/Type": PLAIN,
        "/PatternType": PLAIN,
        "/Shading": "shading",
        "/Matrix": PLAIN,
        "/ExtGState": "gstate",
    },
    "shading": {
        "/ShadingType": PLAIN,
        "/ColorSpace": "colours",
        "/Background": PLAIN,
        "/BBox": PLAIN,
        "/AntiAlias": PLAIN,
        "/Domain": PLAIN,
        "/Coords": PLAIN,
        "/Function": "function",
        "/Extend": PLAIN,
        "/Matrix": PLAIN,
        "/BitsPerCoordinate": PLAIN,
        "/BitsPerComponent": PLAIN,
        "/BitsPerFlag": PLAIN,
        "/Decode": PLAIN,
        "/VerticesPerRow": PLAIN,
    },
    "function": {
        "/FunctionType": PLAIN,
        "/Domain": PLAIN,
        "/Range": PLAIN,
        "/Size": PLAIN,
        "/BitsPerSample": PLAIN,
        "/Order": PLAIN,
        "/Encode": PLAIN,
        "/Decode": PLAIN,
        "/C0": PLAIN,
        "/C1": PLAIN,
        "/N": PLAIN,
        "/Functions": "function",
        "/Bounds": PLAIN,
    },
    "decoding": {
        "/Predictor": PLAIN,
        "/Colors": PLAIN,
        "/BitsPerComponent": PLAIN,
        "/Columns": PLAIN,
        "/EarlyChange": PLAIN,
        "/K": PLAIN,
        "/EndOfLine": PLAIN,
        "/EncodedByteAlign": PLAIN,
        "/Rows": PLAIN,
        "/EndOfBlock": PLAIN,
        "/BlackIs1": PLAIN,
        "/DamagedRowsBeforeError": PLAIN,
        "/ColorTransform": PLAIN,
        "/JBIG2Globals": "raw stream",
    },
}
"""Kind of object: its keys, and the kind of what stands under each."""

OPERANDS: Final[dict[str, int | None]] = {
    **dict.fromkeys(("q", "Q", "h", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*"), 0),
    **dict.fromkeys(("BT", "ET", "T*"), 0),
    **dict.fromkeys(("w", "J", "j", "M", "ri", "i", "gs", "CS", "cs", "G", "g", "sh", "Do"), 1),
    **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Tr", "Ts", "Tj", "TJ", "'"), 1),
    **dict.fromkeys(("d", "m", "l", "Tf", "Td", "TD", "d0"), 2),
    **dict.fromkeys(("RG", "rg", '"'), 3),
    **dict.fromkeys(("v", "y", "re", "K", "k"), 4),
    **dict.fromkeys(("cm", "c", "Tm", "d1"), 6),
    **dict.fromkeys(("SC", "SCN", "sc", "scn"), None),
}
"""Operators that stay, with the number of operands; None = as many as the colour space has."""

STRICT: Final = frozenset({"RG", "rg", "K", "k"})
"""Colour operators which renderers ignore when the number of operands is wrong; elsewhere the last ones count."""

SHOWING_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
PAINTING_PATHS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})

KNOWN_NAMES: Final = frozenset(
    {
        *("/Font", "/FontDescriptor", "/Encoding", "/XObject", "/ExtGState", "/Mask", "/Group", "/Pattern", "/Type0"),
        *("/Type1", "/Type1C", "/MMType1", "/TrueType", "/Type3", "/CIDFontType0", "/CIDFontType2", "/CIDFontType0C"),
        *("/OpenType", "/Image", "/Form", "/StandardEncoding", "/MacRomanEncoding", "/WinAnsiEncoding"),
        *("/PDFDocEncoding", "/MacExpertEncoding", "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay"),
        *("/Darken", "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion"),
        *(
            "/Hue",
            "/Saturation",
            "/Color",
            "/Luminosity",
            "/Transparency",
            "/Alpha",
            "/Default",
            "/Identity",
            "/All",
            "/None",
        ),
        *("/AbsoluteColorimetric", "/RelativeColorimetric", "/Perceptual", "/DeviceGray", "/DeviceRGB"),
        *("/DeviceCMYK", "/CalGray", "/CalRGB", "/Lab", "/ICCBased", "/Indexed", "/Separation", "/DeviceN"),
        *("/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/DCTDecode"),
        *(
            "/JPXDecode",
            "/CCITTFaxDecode",
            "/JBIG2Decode",
            "/Values",
            "/of",
            "/ISO",
            "/32000-1",
            "/that",
            "/a",
            "/name",
            "/may",
        ),
        *("/have;", "/any", "/other", "/name", "/is", "/somebody's", "/own", "/word."),
    }
)
"""Values of ISO 32000-1 that a name may have; any other name is somebody's own word."""

PREDEFINED_CMAP: Final = re.compile(
    r"/(Identity|UniGB|UniCNS|UniJIS|UniKS|GB|GBK|GBKp|GBK2K|GBpc|B5pc|ETen|KSC)[-A-Za-z0-9]*-[HV]"
)

KNOWN_FONTS: Final = frozenset(
    {
        *("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
        *("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
        *("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic", "Symbol", "ZapfDingbats"),
        *("Arial", "Arial,Bold", "ArialMT", "Arial-BoldMT", "Arial-ItalicMT", "Arial-BoldItalicMT"),
        *("TimesNewRoman", "TimesNewRoman,Bold", "TimesNewRomanPSMT", "TimesNewRomanPS-BoldMT"),
        *("TimesNewRomanPS-ItalicMT", "TimesNewRomanPS-BoldItalicMT", "CourierNew", "CourierNewPSMT"),
        *("Verdana", "Verdana-Bold", "Calibri", "Calibri-Bold", "Cambria", "Georgia", "Tahoma"),
        *("SimSun", "NSimSun", "SimHei", "KaiTi", "FangSong", "MicrosoftYaHei"),
        *("SimSun,Bold", "SimHei,Bold", "KaiTi,Bold", "FangSong,Bold"),
        *("STSong-Light", "STSongStd-Light", "AdobeSongStd-Light"),
    }
)
"""Names that tell nothing about a bidder and on which a missing font's substitute, or an encoding, depends."""

CHINESE_FONTS: Final = {
    written.encode(encoding): plain
    for written, plain in (("宋体", "SimSun"), ("黑体", "SimHei"), ("楷体", "KaiTi"), ("仿宋", "FangSong"))
    for encoding in ("gb18030", "utf-8")
}
"""The usual Chinese fonts by the bytes that office programs write, and the plain names which renderers know too."""

KNOWN_COLLECTIONS: Final = frozenset({"Identity", "GB1", "CNS1", "Japan1", "Korea1", "KR"})

RESOURCE_LETTERS: Final = "".join(letter for _, letter in RESOURCE_KINDS.values())
