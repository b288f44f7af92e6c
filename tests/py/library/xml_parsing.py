import io, plistlib, xml.dom.minidom, xml.etree.ElementTree as ET, xml.sax
from xml.parsers import expat
text = """<?xml version="1.0"?>
<!DOCTYPE root [<!ENTITY e "entity"><!ELEMENT root (a|b*)?><!ATTLIST a x CDATA "def">]>
<root xmlns:n="urn:n"><a x='1' y="2">t&amp;&e;<b/>tail</a><!-- c --><n:c n:d="&#233;"/><![CDATA[<raw>]]><?pi data?></root>"""
root = ET.fromstring(text)
print([(e.tag, e.attrib, e.text, e.tail) for e in root.iter()])
print(ET.tostring(root), ET.tostring(ET.fromstring("<é>ü</é>"), "unicode"))
print([(event, e.tag) for event, e in ET.iterparse(io.BytesIO(b"<a><b/>x</a>"), ("start", "end"))])
for bad in ("", "<a>", "<a></b>", "<a x=1/>", "<a>&nope;</a>", "<a/><b/>", "<a x='1' x='2'/>", "\x01"):
    try: ET.fromstring(bad)
    except ET.ParseError as e: print(ascii(bad), e, e.code, e.position)
print(xml.dom.minidom.parseString("<a b='1'><c/>t</a>").toxml())
class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attrs): print("start", name, dict(attrs))
    def characters(self, data): print("text", data)
xml.sax.parseString(b"<a k='v'>x<b/></a>", Handler())
print(plistlib.loads(plistlib.dumps({"a": [1, 2.5, True, b"x", "s"]})))

p = expat.ParserCreate(namespace_separator=" ")
for name in ("StartElementHandler", "EndElementHandler", "CharacterDataHandler", "CommentHandler", "ProcessingInstructionHandler", "StartNamespaceDeclHandler", "EndNamespaceDeclHandler",
             "StartCdataSectionHandler", "EndCdataSectionHandler", "XmlDeclHandler", "StartDoctypeDeclHandler", "EndDoctypeDeclHandler", "EntityDeclHandler", "ElementDeclHandler", "AttlistDeclHandler"):
    setattr(p, name, lambda *args, name=name: print(name, args))
p.buffer_text, p.ordered_attributes = True, True
print(p.Parse(text[:100]), p.Parse(text[100:], True), p.CurrentLineNumber, p.CurrentByteIndex > 100, p.buffer_size)
p = expat.ParserCreate("iso-8859-15")
p.CharacterDataHandler = print
p.Parse(b"<a>\xa4</a>", True)
p = expat.ParserCreate()
p.StartElementHandler = lambda *args: 1 / 0
try: p.Parse("<a>")
except ZeroDivisionError as e: print(e)
try: p.Parse("<a>", True)
except expat.ExpatError as e: print(e, e.code, e.lineno, e.offset, expat.errors.messages[e.code])
for call in (lambda: expat.ParserCreate(5), lambda: expat.ParserCreate(None, "ab"), lambda: p.Parse(5), lambda: setattr(p, "foo", 1), lambda: setattr(p, "buffer_size", "x"), lambda: p.ParseFile(1),
             lambda: expat.ErrorString(3), lambda: expat.ParserCreate().ParseFile(io.BytesIO(b"<a/>"))):
    try: print(call())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
