// What --trace-jit prints: one line (or JSON object) per event, a summary at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "jit/abort.h"

namespace pyvm {
struct Instr;
struct PyCode;
}  // namespace pyvm

namespace pyvm::jit {

struct Trace;
struct TraceIr;

// How profilers and debuggers call its code.
std::string trace_title(const Trace* trace);

void event_start(const Trace* trace);
void event_abort(const Trace* trace, Abort reason, PyCode* code, const Instr* pc, const char* detail);
void event_compiled(const Trace* trace, double milliseconds);
void event_exit();   // to the interpreter
void event_invalidated(const Trace* trace);
void event_freed();   // a trace with its machine code
void event_blacklisted(PyCode* code, uint32_t line);
// A loop over prange shares `iterations` among `threads`, in so many parts; or runs on one thread.
void event_parallel(PyCode* code, const Instr* head, int64_t iterations, size_t parts, int threads);
void event_serial(PyCode* code, const Instr* head, const char* reason);
void event_ir(const Trace* trace, const TraceIr& ir, const char* stage);
void event_summary();

}  // namespace pyvm::jit
