// Reading lines at the prompt: libedit on a terminal (loaded when first needed), plain reading otherwise.
#pragma once

namespace pyvm {

struct Thread;
class TextBuffer;

enum class LineResult { kLine, kEnd, kInterrupted };

// Reads one line without its newline into `out`. On a terminal: editing, history and completion of Python names.
LineResult read_line(Thread& t, const char* prompt, TextBuffer& out);

// Reads and writes ~/.python_history.
void history_load();
void history_save();

}  // namespace pyvm
