// Text of doubles, correctly rounded at any precision (std::to_chars).
#pragma once

#include <cstdint>

namespace pyvm {

class TextBuffer;

enum FloatFormatFlag : unsigned {
  kFloatAlternate = 1,    // '#': always a decimal point, 'g' keeps trailing zeros
  kFloatAddDotZero = 2,   // "1" becomes "1.0"
  kFloatNoNegativeZero = 4,
};

// Appends the text of d. code: 'r' shortest text that reads back (precision is ignored), 'e', 'f' or 'g', or a capital of
// these. The sign is '-' or nothing; "inf" and "nan" as Python writes them.
void float_format(double d, char code, int precision, unsigned flags, TextBuffer& out);

}  // namespace pyvm
