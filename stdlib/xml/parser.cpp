// The _expat module: XML parsers of libexpat. frozen/native/pyexpat.py adds the tables of errors and models.
//
// 1. A callback of libexpat finds its Parser by the user data; the Parser does not move and is alive while Parse() runs.
// 2. A handler that raises stops the parser; callbacks do nothing while an exception is pending, and Parse() returns it.
// 3. With buffer_text, character data waits in `text` until something else comes.
#include <climits>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/library.h"
#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "stdlib/xml/expat.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

Expat expat;

bool expat_load() {
  const LibrarySymbol symbols[] = {
#define F(name) {"XML_" #name, &expat.name},
      PYVM_EXPAT_FUNCTIONS(F)
#undef F
  };
  return load_library("libexpat.so.1", symbols, std::size(symbols));
}

namespace {

enum HandlerIndex : int {
#define HANDLER(attribute, installer, callback) k##attribute,
#include "stdlib/xml/handlers.def"
#undef HANDLER
  kHandlers
};

struct Parser {
  HeapObject header;
  XML_Parser parser;
  Value handlers[kHandlers];   // null: none
  Value intern;                // dict: names that have occurred, or None
  Value parent;                // the parser that an external entity belongs to, kept alive
  TextBuffer* text;            // null without buffer_text
  int64_t buffer_size;
  bool ordered_attributes, specified_attributes, namespace_prefixes;
};
PyType* type_parser;
PyType* type_error;

Parser* parser_of(Value* args) { return args[0].as<Parser>(); }

// ---- values for handlers

Value text_value(const XML_Char* s) { return s ? str_value(s) : kNone; }
Value text_value(const XML_Char* s, int length) { return str_value({s, static_cast<size_t>(length)}); }

// A name, one string for all its occurrences.
Value name_value(Parser* p, const XML_Char* s) {
  Value name = text_value(s);
  if (!name || name.is_none() || p->intern.is_none()) return name;
  Value known = dict_get_str(as_dict(p->intern), as_str(name));
  if (known) return known;
  return dict_set_str(as_dict(p->intern), as_str(name), name) ? name : kNull;
}

void stop(Parser* p) { expat.StopParser(p->parser, XML_FALSE); }

// Calls a handler; null with the parser stopped when it or the making of an argument failed.
template <class... A>
Value call(Parser* p, int handler, A... arguments) {
  Thread& t = current_thread();
  Value args[] = {arguments..., kNull};
  bool ok = !error_pending();
  for (size_t i = 0; i < sizeof...(A); i++) ok = ok && args[i];
  Value result = ok ? object_call(t, p->handlers[handler], args, sizeof...(A)) : kNull;
  if (!result) stop(p);
  return result;
}

// False: a handler raised.
bool flush_text(Parser* p) {
  if (!p->text || !p->text->size()) return true;
  Value text = str_value(p->text->view());
  p->text->clear();
  return !p->handlers[kCharacterDataHandler] || call(p, kCharacterDataHandler, text);
}
// What every other callback does first.
bool ready(Parser* p) { return !error_pending() && flush_text(p); }

// ---- callbacks

void on_start_element(void* user, const XML_Char* name, const XML_Char** attributes) {
  auto* p = static_cast<Parser*>(user);
  if (!ready(p)) return;
  int n = 0;
  if (p->specified_attributes) n = expat.GetSpecifiedAttributeCount(p->parser);
  else while (attributes[n]) n += 2;
  PyList* list = p->ordered_attributes ? list_new(0) : nullptr;
  PyDict* dict = p->ordered_attributes ? nullptr : dict_new();
  bool ok = list || dict;
  for (int i = 0; ok && i < n; i += 2) {
    Value key = name_value(p, attributes[i]), value = key ? text_value(attributes[i + 1]) : kNull;
    ok = value && (list ? list_append(list, key) && list_append(list, value) : dict_set_str(dict, as_str(key), value));
  }
  if (!ok) return stop(p);
  (void)!call(p, kStartElementHandler, name_value(p, name), list ? to_value(list) : to_value(dict));
}
void on_end_element(void* user, const XML_Char* name) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kEndElementHandler, name_value(p, name));
}
void on_processing_instruction(void* user, const XML_Char* target, const XML_Char* data) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kProcessingInstructionHandler, name_value(p, target), text_value(data));
}
void on_character_data(void* user, const XML_Char* data, int length) {
  auto* p = static_cast<Parser*>(user);
  if (error_pending()) return;
  if (!p->text) return (void)!call(p, kCharacterDataHandler, text_value(data, length));
  if (static_cast<int64_t>(p->text->size()) + length > p->buffer_size && !flush_text(p)) return;
  if (length > p->buffer_size) return (void)!call(p, kCharacterDataHandler, text_value(data, length));
  p->text->append({data, static_cast<size_t>(length)});
}
void on_unparsed_entity(void* user, const XML_Char* name, const XML_Char* base, const XML_Char* system_id,
                        const XML_Char* public_id, const XML_Char* notation) {
  auto* p = static_cast<Parser*>(user);
  if (!ready(p)) return;
  (void)!call(p, kUnparsedEntityDeclHandler, name_value(p, name), name_value(p, base), name_value(p, system_id),
              name_value(p, public_id), name_value(p, notation));
}
void on_notation(void* user, const XML_Char* name, const XML_Char* base, const XML_Char* system_id, const XML_Char* public_id) {
  auto* p = static_cast<Parser*>(user);
  if (!ready(p)) return;
  (void)!call(p, kNotationDeclHandler, name_value(p, name), name_value(p, base), name_value(p, system_id),
              name_value(p, public_id));
}
void on_start_namespace(void* user, const XML_Char* prefix, const XML_Char* uri) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kStartNamespaceDeclHandler, name_value(p, prefix), name_value(p, uri));
}
void on_end_namespace(void* user, const XML_Char* prefix) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kEndNamespaceDeclHandler, name_value(p, prefix));
}
void on_comment(void* user, const XML_Char* data) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kCommentHandler, text_value(data));
}
void on_start_cdata(void* user) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kStartCdataSectionHandler);
}
void on_end_cdata(void* user) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kEndCdataSectionHandler);
}
void on_default(void* user, const XML_Char* data, int length) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kDefaultHandler, text_value(data, length));
}
void on_default_expand(void* user, const XML_Char* data, int length) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kDefaultHandlerExpand, text_value(data, length));
}
// What a handler answered, as libexpat wants it.
int answer(Parser* p, Value result) {
  int64_t number;
  if (!result) return XML_STATUS_ERROR;
  if (int_argument(current_thread(), result, &number)) return static_cast<int>(number);
  stop(p);
  return XML_STATUS_ERROR;
}
int on_not_standalone(void* user) {
  auto* p = static_cast<Parser*>(user);
  return ready(p) ? answer(p, call(p, kNotStandaloneHandler)) : XML_STATUS_ERROR;
}
int on_external_entity(XML_Parser parser, const XML_Char* context, const XML_Char* base, const XML_Char* system_id,
                       const XML_Char* public_id) {
  auto* p = static_cast<Parser*>(XML_GetUserData(parser));
  if (!ready(p)) return XML_STATUS_ERROR;
  return answer(p, call(p, kExternalEntityRefHandler, text_value(context), name_value(p, base), name_value(p, system_id),
                        name_value(p, public_id)));
}
void on_start_doctype(void* user, const XML_Char* name, const XML_Char* system_id, const XML_Char* public_id, int internal) {
  auto* p = static_cast<Parser*>(user);
  if (!ready(p)) return;
  (void)!call(p, kStartDoctypeDeclHandler, name_value(p, name), name_value(p, system_id), name_value(p, public_id),
              Value::from_small_int(internal));
}
void on_end_doctype(void* user) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kEndDoctypeDeclHandler);
}
void on_entity(void* user, const XML_Char* name, int is_parameter, const XML_Char* value, int length, const XML_Char* base,
               const XML_Char* system_id, const XML_Char* public_id, const XML_Char* notation) {
  auto* p = static_cast<Parser*>(user);
  if (!ready(p)) return;
  (void)!call(p, kEntityDeclHandler, name_value(p, name), Value::from_small_int(is_parameter),
              value ? text_value(value, length) : kNone, name_value(p, base), name_value(p, system_id),
              name_value(p, public_id), name_value(p, notation));
}
void on_xml_declaration(void* user, const XML_Char* version, const XML_Char* encoding, int standalone) {
  auto* p = static_cast<Parser*>(user);
  if (!ready(p)) return;
  (void)!call(p, kXmlDeclHandler, text_value(version), text_value(encoding), Value::from_small_int(standalone));
}
// (type, quantifier, name, children)
Value model_value(Parser* p, const XML_Content& model) {
  PyTuple* children = tuple_new(model.numchildren);
  for (unsigned i = 0; children && i < model.numchildren; i++) {
    children->items[i] = model_value(p, model.children[i]);
    gc::barrier(&children->header);
    if (!children->items[i]) return kNull;
  }
  Value items[4] = {Value::from_small_int(model.type), Value::from_small_int(model.quant), name_value(p, model.name),
                    to_value(children)};
  return items[2] && items[3] ? to_value(tuple_from(items, 4)) : kNull;
}
void on_element_declaration(void* user, const XML_Char* name, XML_Content* model) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kElementDeclHandler, name_value(p, name), model_value(p, *model));
  expat.FreeContentModel(p->parser, model);
}
void on_attribute_list(void* user, const XML_Char* element, const XML_Char* attribute, const XML_Char* type,
                       const XML_Char* value, int required) {
  auto* p = static_cast<Parser*>(user);
  if (!ready(p)) return;
  (void)!call(p, kAttlistDeclHandler, name_value(p, element), name_value(p, attribute), text_value(type), text_value(value),
              Value::from_small_int(required));
}
void on_skipped_entity(void* user, const XML_Char* name, int is_parameter) {
  auto* p = static_cast<Parser*>(user);
  if (ready(p)) (void)!call(p, kSkippedEntityHandler, name_value(p, name), Value::from_small_int(is_parameter));
}

// An encoding that libexpat does not know: one of 8 bits, which the codec of that name decodes.
int on_unknown_encoding(void*, const XML_Char* name, XML_Encoding* encoding) {
  Thread& t = current_thread();
  if (error_pending()) return XML_STATUS_ERROR;
  uint8_t all[256];
  for (int i = 0; i < 256; i++) all[i] = static_cast<uint8_t>(i);
  Value args[2] = {str_value(name), str_value("replace")};
  PyBytes* bytes = bytes_from(all, sizeof all);
  if (!bytes || !args[0] || !args[1]) return XML_STATUS_ERROR;
  Value text = object_call_method(t, Value(&bytes->header), str_intern("decode"), args, 2);
  if (!text) return XML_STATUS_ERROR;
  if (as_str(text)->length != 256) {
    (void)raise_value_error("multi-byte encodings are not supported");
    return XML_STATUS_ERROR;
  }
  for (int i = 0; i < 256; i++) {
    uint32_t c = as_str(text)->at(static_cast<uint64_t>(i));
    encoding->map[i] = c == 0xFFFD ? -1 : static_cast<int>(c);
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

// ---- handlers as attributes

void install(Parser* p, int handler, bool on) {
  switch (handler) {
#define HANDLER(attribute, installer, callback) \
  case k##attribute: return (void)expat.Set##installer(p->parser, on ? callback : nullptr);
#include "stdlib/xml/handlers.def"
#undef HANDLER
    default: return;
  }
}
template <int kHandler>
Value get_handler(Thread&, Value* args) {
  Value v = parser_of(args)->handlers[kHandler];
  return v ? v : kNone;
}
template <int kHandler>
Value set_handler(Thread&, Value* args) {
  Parser* p = parser_of(args);
  if (!args[1]) return raise_type_error("Cannot delete attribute");
  if (kHandler == kCharacterDataHandler && !flush_text(p)) return kNull;
  p->handlers[kHandler] = args[1].is_none() ? kNull : args[1];
  gc::barrier(&p->header);
  install(p, kHandler, !args[1].is_none());
  return kNone;
}

// ---- parsing

Value raise_parse_error(Thread& t, Parser* p) {
  XML_Error code = expat.GetErrorCode(p->parser);
  auto line = static_cast<int64_t>(expat.GetCurrentLineNumber(p->parser));
  auto column = static_cast<int64_t>(expat.GetCurrentColumnNumber(p->parser));
  PyStr* text = str_format("%s: line %ld, column %ld", expat.ErrorString(code), line, column);
  Value exception = text ? object_call_args(t, to_value(type_error), Value(&text->header)) : kNull;
  bool ok = exception && object_set_attr(t, exception, str_intern("code"), Value::from_small_int(code)) &&
            object_set_attr(t, exception, str_intern("offset"), Value::from_small_int(column)) &&
            object_set_attr(t, exception, str_intern("lineno"), Value::from_small_int(line));
  return ok ? Value(raise_instance(exception)) : kNull;
}
Value parse_bytes(Thread& t, Parser* p, const char* data, size_t size, bool final) {
  for (; size > INT_MAX / 2; data += INT_MAX / 2, size -= INT_MAX / 2) {
    if (expat.Parse(p->parser, data, INT_MAX / 2, 0) == XML_STATUS_ERROR) return error_pending() ? kNull : raise_parse_error(t, p);
    if (error_pending()) return kNull;
  }
  XML_Status status = expat.Parse(p->parser, data, static_cast<int>(size), final);
  if (error_pending()) return kNull;
  if (status == XML_STATUS_ERROR) return raise_parse_error(t, p);
  return flush_text(p) ? Value::from_small_int(status) : kNull;
}
Value parse(Thread& t, Parser* p, Value data, bool final) {
  if (is_str(data)) {
    TextBuffer text;
    str_append_utf8(as_str(data), text);
    expat.SetEncoding(p->parser, "utf-8");
    return parse_bytes(t, p, text.c_str(), text.size(), final);
  }
  BytesArg bytes;
  if (!bytes.get(t, data)) return kNull;
  return parse_bytes(t, p, reinterpret_cast<const char*>(bytes.data()), bytes.size(), final);
}
Value parser_parse(Thread& t, Value* args) {
  int final = object_is_true(t, args[2]);
  return final < 0 ? kNull : parse(t, parser_of(args), args[1], final);
}
Value parser_parse_file(Thread& t, Value* args) {
  Parser* p = parser_of(args);
  Value read = object_find_attr(t, args[1], str_intern("read"));
  if (!read) return error_pending() ? kNull : raise_type_error("argument must have 'read' attribute");
  for (;;) {
    Value data = object_call_args(t, read, Value::from_small_int(2048));
    if (!data) return kNull;
    if (!is_bytes(data) && !is_bytearray(data)) {
      return raise_type_error("read() did not return a bytes object (type=%s)", type_name(data));
    }
    bool end = byte_span(data).length == 0;
    Value result = parse(t, p, data, end);
    if (!result || end) return result;
  }
}

// ---- making parsers

Parser* parser_new(XML_Parser made, Value intern) {
  auto* p = made ? allocate_instance_of<Parser>(type_parser) : nullptr;
  if (!p) return made ? nullptr : static_cast<Parser*>(raise_memory_error());
  p->parser = made;
  p->buffer_size = 8192;
  p->intern = intern;
  gc::barrier(&p->header);
  expat.SetUserData(made, p);
  expat.SetUnknownEncodingHandler(made, on_unknown_encoding, nullptr);
  return p;
}
// None or a str: its text, or null.
bool optional_text(Value v, const char* what, TextBuffer& text, const char** out) {
  *out = nullptr;
  if (v.is_none() || v.is_null()) return true;
  if (!is_str(v)) return raise_type_error("ParserCreate() argument '%s' must be str or None, not %s", what, type_name(v));
  str_append_utf8(as_str(v), text);
  *out = text.c_str();
  return true;
}
Value expat_parser_create(Thread&, Value* args) {
  TextBuffer encoding_text, separator_text;
  const char *encoding, *separator;
  if (!optional_text(args[0], "encoding", encoding_text, &encoding)) return kNull;
  if (!optional_text(args[1], "namespace_separator", separator_text, &separator)) return kNull;
  if (separator_text.size() > 1) return raise_value_error("namespace_separator must be at most one character, omitted, or None");
  Value intern = args[2] ? args[2] : to_value(dict_new());
  if (!intern) return kNull;
  if (!intern.is_none() && !type_is_subtype(type_of(intern), type_dict)) return raise_type_error("intern must be a dictionary");
  return to_value(parser_new(expat.ParserCreate_MM(encoding, nullptr, separator), intern));
}
Value parser_external_entity(Thread&, Value* args) {
  Parser* p = parser_of(args);
  TextBuffer context_text, encoding_text;
  const char *context, *encoding;
  if (!optional_text(args[1], "context", context_text, &context)) return kNull;
  if (!optional_text(args[2], "encoding", encoding_text, &encoding)) return kNull;
  Parser* made = parser_new(expat.ExternalEntityParserCreate(p->parser, context, encoding), p->intern);
  if (!made) return kNull;
  made->parent = args[0];
  made->buffer_size = p->buffer_size;
  if (p->text) made->text = new TextBuffer;
  made->ordered_attributes = p->ordered_attributes;
  made->specified_attributes = p->specified_attributes;
  made->namespace_prefixes = p->namespace_prefixes;
  std::memcpy(static_cast<void*>(made->handlers), p->handlers, sizeof p->handlers);
  gc::barrier(&made->header);
  return Value(&made->header);
}

// ---- other methods and attributes

Value parser_set_base(Thread&, Value* args) {
  if (!is_str(args[1])) return raise_type_error("SetBase() argument must be str, not %s", type_name(args[1]));
  return expat.SetBase(parser_of(args)->parser, CText(as_str(args[1])).c_str()) ? kNone : Value(raise_memory_error());
}
Value parser_get_base(Thread&, Value* args) { return text_value(expat.GetBase(parser_of(args)->parser)); }
Value parser_input_context(Thread&, Value* args) {
  int offset, size;
  const char* text = expat.GetInputContext(parser_of(args)->parser, &offset, &size);
  return text ? to_value(bytes_from(text + offset, static_cast<size_t>(size - offset))) : kNone;
}
Value parser_param_entities(Thread& t, Value* args) {
  int flag;
  if (!c_int_argument(t, args[1], &flag)) return kNull;
  return Value::from_small_int(expat.SetParamEntityParsing(parser_of(args)->parser, static_cast<XML_ParamEntityParsing>(flag)));
}
Value parser_foreign_dtd(Thread& t, Value* args) {
  int flag = object_is_true(t, args[1]);
  if (flag < 0) return kNull;
  expat.UseForeignDTD(parser_of(args)->parser, flag ? XML_TRUE : XML_FALSE);
  return kNone;
}

template <bool Parser::*kFlag>
Value get_flag(Thread&, Value* args) {
  return Value::from_bool(parser_of(args)->*kFlag);
}
template <bool Parser::*kFlag>
Value set_flag(Thread& t, Value* args) {
  int truth = args[1] ? object_is_true(t, args[1]) : 0;
  if (truth < 0) return kNull;
  parser_of(args)->*kFlag = truth;
  if (kFlag == &Parser::namespace_prefixes) expat.SetReturnNSTriplet(parser_of(args)->parser, truth);
  return kNone;
}
Value get_buffer_text(Thread&, Value* args) { return Value::from_bool(parser_of(args)->text); }
Value set_buffer_text(Thread& t, Value* args) {
  Parser* p = parser_of(args);
  int truth = args[1] ? object_is_true(t, args[1]) : 0;
  if (truth < 0 || !flush_text(p)) return kNull;
  if (truth && !p->text) p->text = new TextBuffer;
  if (!truth) delete p->text, p->text = nullptr;
  return kNone;
}
Value get_buffer_size(Thread&, Value* args) { return int_from_int64(parser_of(args)->buffer_size); }
Value set_buffer_size(Thread& t, Value* args) {
  Parser* p = parser_of(args);
  int64_t size;
  if (!args[1] || !is_int(args[1])) return raise_type_error("buffer_size must be an integer");
  if (!int_argument(t, args[1], &size)) return kNull;
  if (size <= 0) return raise_value_error("buffer_size must be greater than zero");
  if (size > INT_MAX) return raise_value_error("buffer_size must not be greater than %i", INT_MAX);
  if (!flush_text(p)) return kNull;
  p->buffer_size = size;
  return kNone;
}
Value get_buffer_used(Thread&, Value* args) {
  Parser* p = parser_of(args);
  return int_from_int64(p->text ? static_cast<int64_t>(p->text->size()) : 0);
}
Value get_intern(Thread&, Value* args) { return parser_of(args)->intern; }
Value get_error_code(Thread&, Value* args) { return Value::from_small_int(expat.GetErrorCode(parser_of(args)->parser)); }
template <auto kFunction>
Value get_position(Thread&, Value* args) {
  return int_from_int64(static_cast<int64_t>((expat.*kFunction)(parser_of(args)->parser)));
}

Value expat_error_string(Thread& t, Value* args) {
  int code;
  return c_int_argument(t, args[0], &code) ? text_value(expat.ErrorString(static_cast<XML_Error>(code))) : kNull;
}

void parser_finalize(HeapObject* object) {
  auto* p = reinterpret_cast<Parser*>(object);
  if (p->parser) expat.ParserFree(p->parser);
  delete p->text;
  p->parser = nullptr;
  p->text = nullptr;
}
void parser_trace(HeapObject* object, gc::Visitor& visitor) {
  auto* p = reinterpret_cast<Parser*>(object);
  for (Value v : p->handlers) visitor.visit(v.bits());
  visitor.visit(p->intern.bits());
  visitor.visit(p->parent.bits());
}

const NativeDef kFunctions[] = {
    {"ParserCreate(encoding=None, namespace_separator=None, intern=<absent>)", expat_parser_create, kEffectAll,
     "Return a new XML parser object."},
    {"ErrorString(code, /)", expat_error_string, kEffectAll, "Returns string error for given number."},
    {},
};
#define POSITION(name, function) {"@getset " name, get_position<&Expat::function>, kEffectReads | kEffectAllocates}
const NativeDef kParserMethods[] = {
    {"Parse(self, data, isfinal=False, /)", parser_parse, kEffectAll, "Parse XML data."},
    {"ParseFile(self, file, /)", parser_parse_file, kEffectAll, "Parse XML data from file-like object."},
    {"SetBase(self, base, /)", parser_set_base, kEffectAll, "Set the base URL for the parser."},
    {"GetBase(self, /)", parser_get_base, kEffectAll, "Return base URL string for the parser."},
    {"GetInputContext(self, /)", parser_input_context, kEffectAll,
     "Return the untranslated text of the input that caused the current event."},
    {"ExternalEntityParserCreate(self, context, encoding=<absent>, /)", parser_external_entity, kEffectAll,
     "Create a parser for parsing an external entity based on the information passed to the ExternalEntityRefHandler."},
    {"SetParamEntityParsing(self, flag, /)", parser_param_entities, kEffectAll,
     "Controls parsing of parameter entities (including the external DTD subset)."},
    {"UseForeignDTD(self, flag=True, /)", parser_foreign_dtd, kEffectAll,
     "Allows the application to provide an artificial external subset if one is not specified as part of the document instance."},
#define HANDLER(attribute, installer, callback) \
  {"@getset " #attribute, get_handler<k##attribute>, kEffectReads, nullptr, set_handler<k##attribute>},
#include "stdlib/xml/handlers.def"
#undef HANDLER
    {"@getset buffer_text", get_buffer_text, kEffectReads, nullptr, set_buffer_text},
    {"@getset buffer_size", get_buffer_size, kEffectReads | kEffectAllocates, nullptr, set_buffer_size},
    {"@getset buffer_used", get_buffer_used, kEffectReads | kEffectAllocates},
    {"@getset ordered_attributes", get_flag<&Parser::ordered_attributes>, kEffectReads, nullptr, set_flag<&Parser::ordered_attributes>},
    {"@getset specified_attributes", get_flag<&Parser::specified_attributes>, kEffectReads, nullptr,
     set_flag<&Parser::specified_attributes>},
    {"@getset namespace_prefixes", get_flag<&Parser::namespace_prefixes>, kEffectReads, nullptr,
     set_flag<&Parser::namespace_prefixes>},
    {"@member intern", get_intern, kEffectReads},
    {"@getset ErrorCode", get_error_code, kEffectReads},
    POSITION("ErrorLineNumber", GetCurrentLineNumber),
    POSITION("ErrorColumnNumber", GetCurrentColumnNumber),
    POSITION("ErrorByteIndex", GetCurrentByteIndex),
    POSITION("CurrentLineNumber", GetCurrentLineNumber),
    POSITION("CurrentColumnNumber", GetCurrentColumnNumber),
    POSITION("CurrentByteIndex", GetCurrentByteIndex),
    {},
};
#undef POSITION
const TypeSpec kParserSpec = {"pyexpat.xmlparser", nullptr, kTypeNoNew,
                              {.trace = parser_trace, .finalize = parser_finalize, .bytes = sizeof(Parser)}, kParserMethods,
                              "XML parser"};

#define ROW(name) {#name, name}
const IntRow kConstants[] = {
    ROW(XML_PARAM_ENTITY_PARSING_NEVER), ROW(XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE), ROW(XML_PARAM_ENTITY_PARSING_ALWAYS),
    ROW(XML_CTYPE_EMPTY),                ROW(XML_CTYPE_ANY),                              ROW(XML_CTYPE_MIXED),
    ROW(XML_CTYPE_NAME),                 ROW(XML_CTYPE_CHOICE),                           ROW(XML_CTYPE_SEQ),
    ROW(XML_CQUANT_NONE),                ROW(XML_CQUANT_OPT),                             ROW(XML_CQUANT_REP),
    ROW(XML_CQUANT_PLUS)};
const IntRow kErrors[] = {
#include "stdlib/xml/errors.def"
};
#undef ROW

bool init(Thread& t, PyDict* dict) {
  if (!expat_load()) return false;
  type_parser = type_new_builtin(kParserSpec);
  type_error = make_exception_class(t, "xml.parsers.expat", "ExpatError", exc::Exception);
  XML_Expat_Version version = expat.ExpatVersionInfo();
  Value numbers[3] = {Value::from_small_int(version.major), Value::from_small_int(version.minor),
                      Value::from_small_int(version.micro)};
  PyTuple* info = tuple_from(numbers, 3);
  PyDict* errors = dict_new();
  if (!type_parser || !type_error || !info || !errors || !ModuleFiller(errors, "pyexpat").integers(kErrors).ok()) return false;
  return ModuleFiller(dict, "pyexpat")
      .functions(kFunctions)
      .integers(kConstants)
      .type("XMLParserType", type_parser)
      .type("ExpatError", type_error)
      .type("error", type_error)
      .value("version_info", Value(&info->header))
      .value("error_codes", Value(&errors->header))
      .text("EXPAT_VERSION", expat.ExpatVersion())
      .text("native_encoding", "UTF-8")
      .ok();
}

}  // namespace

const NativeModule kExpatModule = {"_expat", init};

}  // namespace pyvm
