// The functions of libexpat that are used; the library is loaded with the module.
#pragma once

#include <expat.h>

namespace pyvm {

#define PYVM_EXPAT_FUNCTIONS(F)                                                                                     \
  F(ParserCreate_MM) F(ParserFree) F(Parse) F(StopParser) F(GetErrorCode) F(ErrorString) F(GetCurrentLineNumber)    \
  F(GetCurrentColumnNumber) F(GetCurrentByteIndex) F(SetEncoding) F(SetBase) F(GetBase) F(GetInputContext)          \
  F(ExternalEntityParserCreate) F(SetParamEntityParsing) F(UseForeignDTD) F(GetSpecifiedAttributeCount)             \
  F(SetReturnNSTriplet) F(SetUnknownEncodingHandler) F(SetUserData) F(FreeContentModel) F(ExpatVersion)             \
  F(ExpatVersionInfo) F(SetStartElementHandler) F(SetEndElementHandler) F(SetProcessingInstructionHandler)          \
  F(SetCharacterDataHandler) F(SetUnparsedEntityDeclHandler) F(SetNotationDeclHandler)                              \
  F(SetStartNamespaceDeclHandler) F(SetEndNamespaceDeclHandler) F(SetCommentHandler)                                \
  F(SetStartCdataSectionHandler) F(SetEndCdataSectionHandler) F(SetDefaultHandler) F(SetDefaultHandlerExpand)       \
  F(SetNotStandaloneHandler) F(SetExternalEntityRefHandler) F(SetStartDoctypeDeclHandler)                           \
  F(SetEndDoctypeDeclHandler) F(SetEntityDeclHandler) F(SetXmlDeclHandler) F(SetElementDeclHandler)                 \
  F(SetAttlistDeclHandler) F(SetSkippedEntityHandler)

struct Expat {
#define F(name) decltype(&XML_##name) name;
  PYVM_EXPAT_FUNCTIONS(F)
#undef F
};
extern Expat expat;

// False: ImportError pending.
[[nodiscard]] bool expat_load();

}  // namespace pyvm
