// The functions behind the rows that bytes and bytearray share; args as in native.h.
#pragma once

#include "vm/object/native.h"

namespace pyvm::bytes_methods {

#define PYVM_BYTES_METHODS(M)                                                                                    \
  /* bytes_case.cpp */                                                                                           \
  M(capitalize) M(lower) M(upper) M(title) M(swapcase) M(isalnum) M(isalpha) M(isascii) M(isdigit) M(islower)     \
  M(isspace) M(istitle) M(isupper) M(center) M(ljust) M(rjust) M(zfill) M(expandtabs) M(translate) M(maketrans)   \
  /* bytes_search.cpp */                                                                                         \
  M(count) M(endswith) M(find) M(index) M(rfind) M(rindex) M(startswith) M(contains) M(partition) M(rpartition)   \
  M(removeprefix) M(removesuffix) M(replace)                                                                      \
  /* bytes_split.cpp */                                                                                          \
  M(join) M(split) M(rsplit) M(splitlines) M(strip) M(lstrip) M(rstrip)                                           \
  /* bytes_common.cpp */                                                                                         \
  M(decode) M(hex) M(fromhex) M(mod) M(rmod) M(length) M(lt) M(le) M(eq) M(ne) M(gt) M(ge) M(add) M(mul) M(getitem)

#define M(name) Value name(Thread& t, Value* args);
PYVM_BYTES_METHODS(M)
#undef M

inline constexpr uint32_t kSearch = kEffectAll | kParseTupleTexts;

}  // namespace pyvm::bytes_methods

// Rows shared by both types.
#define PYVM_BYTES_ROWS                                                                                             \
  {"__len__(self, /)", pyvm::bytes_methods::length, kEffectReads},                                                  \
  {"__getitem__(self, key, /)", pyvm::bytes_methods::getitem},                                                      \
  {"__contains__(self, key, /)", pyvm::bytes_methods::contains},                                                    \
  {"__lt__(self, value, /)", pyvm::bytes_methods::lt},                                                              \
  {"__le__(self, value, /)", pyvm::bytes_methods::le},                                                              \
  {"__eq__(self, value, /)", pyvm::bytes_methods::eq},                                                              \
  {"__ne__(self, value, /)", pyvm::bytes_methods::ne},                                                              \
  {"__gt__(self, value, /)", pyvm::bytes_methods::gt},                                                              \
  {"__ge__(self, value, /)", pyvm::bytes_methods::ge},                                                              \
  {"__add__(self, value, /)", pyvm::bytes_methods::add, kEffectAll | kSequenceOperator},                            \
  {"__mul__(self, value, /)", pyvm::bytes_methods::mul, kEffectAll | kSequenceOperator},                            \
  {"__rmul__(self, value, /)", pyvm::bytes_methods::mul, kEffectAll | kSequenceOperator},                           \
  {"__mod__(self, value, /)", pyvm::bytes_methods::mod},                                                            \
  {"__rmod__(self, value, /)", pyvm::bytes_methods::rmod},                                                          \
  {"capitalize(self, /)", pyvm::bytes_methods::capitalize, kEffectReads | kEffectAllocates | kEffectMayRaise},      \
  {"center(self, width, fillchar=<absent>, /)", pyvm::bytes_methods::center},                                       \
  {"count(self, sub, start=None, end=None, /)", pyvm::bytes_methods::count, pyvm::bytes_methods::kSearch},            \
  {"decode(self, /, encoding='utf-8', errors='strict')", pyvm::bytes_methods::decode},                              \
  {"endswith(self, suffix, start=None, end=None, /)", pyvm::bytes_methods::endswith, pyvm::bytes_methods::kSearch},   \
  {"expandtabs(self, /, tabsize=8)", pyvm::bytes_methods::expandtabs},                                              \
  {"find(self, sub, start=None, end=None, /)", pyvm::bytes_methods::find, pyvm::bytes_methods::kSearch},              \
  {"@classmethod fromhex(cls, string, /)", pyvm::bytes_methods::fromhex},                                           \
  {"hex(self, /, sep=<absent>, bytes_per_sep=1)", pyvm::bytes_methods::hex},                                        \
  {"index(self, sub, start=None, end=None, /)", pyvm::bytes_methods::index, pyvm::bytes_methods::kSearch},            \
  {"isalnum(self, /)", pyvm::bytes_methods::isalnum, kEffectReads},                                                 \
  {"isalpha(self, /)", pyvm::bytes_methods::isalpha, kEffectReads},                                                 \
  {"isascii(self, /)", pyvm::bytes_methods::isascii, kEffectReads},                                                 \
  {"isdigit(self, /)", pyvm::bytes_methods::isdigit, kEffectReads},                                                 \
  {"islower(self, /)", pyvm::bytes_methods::islower, kEffectReads},                                                 \
  {"isspace(self, /)", pyvm::bytes_methods::isspace, kEffectReads},                                                 \
  {"istitle(self, /)", pyvm::bytes_methods::istitle, kEffectReads},                                                 \
  {"isupper(self, /)", pyvm::bytes_methods::isupper, kEffectReads},                                                 \
  {"join(self, iterable_of_bytes, /)", pyvm::bytes_methods::join},                                                  \
  {"ljust(self, width, fillchar=<absent>, /)", pyvm::bytes_methods::ljust},                                         \
  {"lower(self, /)", pyvm::bytes_methods::lower, kEffectReads | kEffectAllocates | kEffectMayRaise},                \
  {"lstrip(self, bytes=None, /)", pyvm::bytes_methods::lstrip},                                                     \
  {"@staticmethod maketrans(frm, to, /)", pyvm::bytes_methods::maketrans},                                          \
  {"partition(self, sep, /)", pyvm::bytes_methods::partition},                                                      \
  {"removeprefix(self, prefix, /)", pyvm::bytes_methods::removeprefix},                                             \
  {"removesuffix(self, suffix, /)", pyvm::bytes_methods::removesuffix},                                             \
  {"replace(self, old, new, count=-1, /)", pyvm::bytes_methods::replace},                                           \
  {"rfind(self, sub, start=None, end=None, /)", pyvm::bytes_methods::rfind, pyvm::bytes_methods::kSearch},            \
  {"rindex(self, sub, start=None, end=None, /)", pyvm::bytes_methods::rindex, pyvm::bytes_methods::kSearch},          \
  {"rjust(self, width, fillchar=<absent>, /)", pyvm::bytes_methods::rjust},                                         \
  {"rpartition(self, sep, /)", pyvm::bytes_methods::rpartition},                                                    \
  {"rsplit(self, /, sep=None, maxsplit=-1)", pyvm::bytes_methods::rsplit},                                          \
  {"rstrip(self, bytes=None, /)", pyvm::bytes_methods::rstrip},                                                     \
  {"split(self, /, sep=None, maxsplit=-1)", pyvm::bytes_methods::split},                                            \
  {"splitlines(self, /, keepends=False)", pyvm::bytes_methods::splitlines},                                         \
  {"startswith(self, prefix, start=None, end=None, /)", pyvm::bytes_methods::startswith, pyvm::bytes_methods::kSearch},\
  {"strip(self, bytes=None, /)", pyvm::bytes_methods::strip},                                                       \
  {"swapcase(self, /)", pyvm::bytes_methods::swapcase, kEffectReads | kEffectAllocates | kEffectMayRaise},          \
  {"title(self, /)", pyvm::bytes_methods::title, kEffectReads | kEffectAllocates | kEffectMayRaise},                \
  {"translate(self, table, /, delete=<absent>)", pyvm::bytes_methods::translate},                                        \
  {"upper(self, /)", pyvm::bytes_methods::upper, kEffectReads | kEffectAllocates | kEffectMayRaise},                \
  {"zfill(self, width, /)", pyvm::bytes_methods::zfill}
