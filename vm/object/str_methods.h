// The functions behind the rows of str's methods in str_type.cpp; args as in native.h. One file per topic defines them.
#pragma once

#include "vm/object/find.h"
#include "vm/object/native.h"
#include "vm/object/str.h"

namespace pyvm::str_methods {

#define PYVM_STR_METHODS(M)                                                                                       \
  /* str_case.cpp */                                                                                              \
  M(capitalize) M(casefold) M(lower) M(upper) M(title) M(swapcase)                                                \
  M(isalnum) M(isalpha) M(isascii) M(isdecimal) M(isdigit) M(isidentifier) M(islower) M(isnumeric)                \
  M(isprintable) M(isspace) M(istitle) M(isupper)                                                                 \
  /* str_search.cpp */                                                                                            \
  M(count) M(endswith) M(find) M(index) M(partition) M(removeprefix) M(removesuffix) M(replace) M(rfind)          \
  M(rindex) M(rpartition) M(startswith) M(contains)                                                               \
  /* str_split.cpp */                                                                                             \
  M(join) M(lstrip) M(rsplit) M(rstrip) M(split) M(splitlines) M(strip)                                           \
  /* str_layout.cpp */                                                                                            \
  M(center) M(expandtabs) M(ljust) M(rjust) M(zfill) M(maketrans) M(translate)                                    \
  /* str_format.cpp */                                                                                            \
  M(format) M(format_map) M(mod) M(rmod) M(dunder_format)                                                         \
  /* encode.cpp */                                                                                                \
  M(encode)

#define M(name) Value name(Thread& t, Value* args);
PYVM_STR_METHODS(M)
#undef M

inline CharSpan span(const PyStr* s) { return {s->data, s->length, s->width()}; }

}  // namespace pyvm::str_methods
