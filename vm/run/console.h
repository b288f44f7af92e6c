// Standard output and error before the sys module has made stream objects of them: most programs only print, and need none.
#pragma once

#include <string_view>

namespace pyvm {

struct PyStr;

// Appends text (UTF-8; lone surrogates: UnicodeEncodeError) to what goes to descriptor 1; written when much has come, at a
// newline on a terminal, and always with -u. False: exception pending.
[[nodiscard]] bool console_write(PyStr* text);
// False: the descriptor does not take it (errno); what was pending is dropped.
bool console_flush();
// Writes to descriptor 2 at once, standard output first. Errors are ignored.
void console_error(std::string_view text);

}  // namespace pyvm
