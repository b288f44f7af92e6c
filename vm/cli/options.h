// The command line.
#pragma once

namespace pyvm {

struct CommandLine {
  enum Mode { kCommand, kModule, kScript, kStdin, kRepl };
  Mode mode = kRepl;
  const char* target = nullptr;   // text, module name or absolute path
};

// Fills runtime_options and *line. False: the process is to end with *exit_code (--help, --version, bad usage; what was
// to be said is printed).
bool parse_command_line(int argc, char** argv, CommandLine* line, int* exit_code);

}  // namespace pyvm
