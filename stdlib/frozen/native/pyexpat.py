"""Python wrapper for Expat parser."""
import sys
from _expat import (ErrorString, EXPAT_VERSION, ExpatError, ParserCreate, XML_PARAM_ENTITY_PARSING_ALWAYS,
                    XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XMLParserType, error,
                    native_encoding, version_info)
import _expat

features = [("sizeof(XML_Char)", 1), ("sizeof(XML_LChar)", 1)]


def _submodule(name, doc, values):
    module = type(sys)("pyexpat." + name, doc)
    module.__dict__.update(values)
    return module


_texts = {name: ErrorString(code) for name, code in _expat.error_codes.items()}
errors = _submodule("errors", "Constants used to describe error conditions.", {
    **_texts,
    "codes": {_texts[name]: code for name, code in _expat.error_codes.items()},
    "messages": {code: _texts[name] for name, code in _expat.error_codes.items()},
})
model = _submodule("model", "Constants used to interpret content model information.", {
    name: value for name, value in vars(_expat).items() if name.startswith(("XML_CTYPE_", "XML_CQUANT_"))})
