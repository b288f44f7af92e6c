// The code words that Lib/re/_compiler.py emits (their numbers are those of Lib/re/_constants.py, MAGIC 20220615).
#pragma once

#include <cstdint>

namespace pyvm::sre {

inline constexpr int64_t kMagic = 20220615;
inline constexpr uint32_t kMaxRepeat = 0xFFFFFFFF;
inline constexpr int64_t kMaxGroups = 0x3FFFFFFF;

enum Op : uint32_t {
  kFailure, kSuccess, kAny, kAnyAll, kAssert, kAssertNot, kAt, kBranch, kCategory, kCharset, kBigCharset, kGroupRef,
  kGroupRefExists, kIn, kInfo, kJump, kLiteral, kMark, kMaxUntil, kMinUntil, kNotLiteral, kNegate, kRange, kRepeat,
  kRepeatOne, kSubpattern, kMinRepeatOne, kAtomicGroup, kPossessiveRepeat, kPossessiveRepeatOne, kGroupRefIgnore,
  kInIgnore, kLiteralIgnore, kNotLiteralIgnore, kGroupRefLocIgnore, kInLocIgnore, kLiteralLocIgnore,
  kNotLiteralLocIgnore, kGroupRefUniIgnore, kInUniIgnore, kLiteralUniIgnore, kNotLiteralUniIgnore, kRangeUniIgnore,
  kOpCount
};

enum At : uint32_t {
  kBeginning, kBeginningLine, kBeginningString, kBoundary, kNonBoundary, kEnd, kEndLine, kEndString, kLocBoundary,
  kLocNonBoundary, kUniBoundary, kUniNonBoundary
};

enum Category : uint32_t {
  kDigit, kNotDigit, kSpace, kNotSpace, kWord, kNotWord, kLinebreak, kNotLinebreak, kLocWord, kLocNotWord, kUniDigit,
  kUniNotDigit, kUniSpace, kUniNotSpace, kUniWord, kUniNotWord, kUniLinebreak, kUniNotLinebreak
};

enum Flag : uint32_t {
  kFlagTemplate = 1, kFlagIgnoreCase = 2, kFlagLocale = 4, kFlagMultiline = 8, kFlagDotAll = 16, kFlagUnicode = 32,
  kFlagVerbose = 64, kFlagDebug = 128, kFlagAscii = 256
};

enum Info : uint32_t { kInfoPrefix = 1, kInfoLiteral = 2, kInfoCharset = 4 };

}  // namespace pyvm::sre
