// Decimal text of floats as NumPy writes it: shortest digits, cut to a precision, in positional or scientific form.
#pragma once

#include <string>

namespace pyvm::np {

struct FloatText {
  int precision = -1;        // digits after the point (of the mantissa in scientific form); -1: as many as needed
  int min_digits = 0;        // digits after the point, filled with zeros
  bool unique = true;        // shortest digits that read back; else exact ones
  bool fractional = true;    // precision counts digits after the point, else significant ones
  char trim = 'k';           // 'k' keep zeros, '.' cut them, '0' cut but one, '-' cut with the point
  bool plus = false;
  int pad_left = -1, pad_right = -1;
  int exponent_digits = -1;
};

// A finite float of `bytes` 2, 4 or 8, given as double.
std::string positional_text(double v, int bytes, const FloatText& o);
std::string scientific_text(double v, int bytes, const FloatText& o);

}  // namespace pyvm::np
