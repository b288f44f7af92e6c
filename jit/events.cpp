#include "jit/events.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "jit/ir_text.h"
#include "jit/jit.h"
#include "jit/trace.h"
#include "vm/base/text.h"
#include "vm/object/code.h"
#include "vm/object/str.h"

namespace pyvm::jit {

namespace {

uint32_t aborts, compiled, side_traces, invalidated, freed;
uint64_t exits_taken;
// Places that were not compiled at the first attempt, with the last reason and the trace that runs there now.
struct Attempted {
  Abort reason;
  uint32_t running = UINT32_MAX;
};
std::map<std::string, Attempted> attempted;

FILE* json() {
  static FILE* file = options.json_file ? std::fopen(options.json_file, "w") : nullptr;
  return file;
}
bool text() { return options.trace_level > 0 && !options.json_file; }

std::string place(const PyCode* code, uint32_t line) {
  if (!code) return "?";
  TextBuffer out;
  str_append_utf8(code->filename, out);
  out.append(":");
  out.append(std::to_string(line));
  out.append(" ");
  str_append_utf8(code->qualname, out);
  return std::string(out.view());
}

// The place as the contents of a JSON string.
std::string json_place(const PyCode* code, uint32_t line) {
  std::string out;
  for (char c : place(code, line)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", c);
      out += escaped;
    } else {
      out += c;
    }
  }
  return out;
}

// One line for perf: /tmp/perf-PID.map names the code of processes that make it while they run.
void add_to_perf_map(const Trace* trace) {
  static FILE* file = nullptr;
  static pid_t owner = 0;
  if (owner != getpid()) {   // a forked process has its own map
    owner = getpid();
    file = std::fopen(("/tmp/perf-" + std::to_string(owner) + ".map").c_str(), "w");
  }
  if (!file) return;
  std::fprintf(file, "%lx %x %s\n", reinterpret_cast<unsigned long>(trace->machine.code), trace->machine.code_bytes,
               trace_title(trace).c_str());
  std::fflush(file);
}

uint32_t line_of(const PyCode* code, const Instr* pc) {
  if (!code || !pc || pc < code->instrs || pc >= code->instrs + code->instr_count) return 0;
  return code_position(code, static_cast<uint32_t>(pc - code->instrs)).line;
}

}  // namespace

std::string trace_title(const Trace* trace) {
  uint32_t line = trace->return_point ? line_of(trace->code, trace->start) : trace->line;
  return "pyvm trace " + std::to_string(trace->number) + " " + place(trace->code, line);
}

const char* abort_reason(Abort abort) {
  static const char* const kText[] = {
      "none",
#define ABORT(name, reason, consequence) reason,
#include "jit/abort.def"
#undef ABORT
  };
  return kText[static_cast<int>(abort)];
}

const char* abort_consequence(Abort abort) {
  static const char* const kText[] = {
      "",
#define ABORT(name, reason, consequence) consequence,
#include "jit/abort.def"
#undef ABORT
  };
  return kText[static_cast<int>(abort)];
}

void event_start(const Trace* trace) {
  if (json()) {
    std::fprintf(json(), "{\"event\":\"start\",\"trace\":%u,\"place\":\"%s\",\"side\":%s}\n", trace->number,
                 json_place(trace->code, trace->line).c_str(), trace->parent ? "true" : "false");
  } else if (options.trace_level > 1) {
    std::fprintf(stderr, "[jit] trace %u start %s\n", trace->number, place(trace->code, trace->line).c_str());
  }
}

void event_abort(const Trace* trace, Abort reason, PyCode* code, const Instr* pc, const char* detail) {
  aborts++;
  std::string at = json() ? json_place(code, line_of(code, pc)) : place(code, line_of(code, pc));
  if (options.trace_level > 0) attempted[place(trace->code, trace->line)].reason = reason;
  if (json()) {
    std::fprintf(json(), "{\"event\":\"abort\",\"trace\":%u,\"place\":\"%s\",\"reason\":\"%s\",\"consequence\":\"%s\"}\n",
                 trace->number, at.c_str(), abort_reason(reason), abort_consequence(reason));
  } else if (text()) {
    std::fprintf(stderr, "[jit] trace %u abort at %s (%s): %s%s%s; %s\n", trace->number, at.c_str(),
                 pc ? opcode_name(pc->opcode()) : "?", abort_reason(reason), detail ? ": " : "", detail ? detail : "",
                 abort_consequence(reason));
  }
}

void event_parallel(PyCode* code, const Instr* head, int64_t iterations, size_t parts, int threads) {
  uint32_t line = line_of(code, head);
  if (json()) {
    std::fprintf(json(), "{\"event\":\"parallel\",\"place\":\"%s\",\"iterations\":%lld,\"parts\":%zu,\"threads\":%d}\n",
                 json_place(code, line).c_str(), static_cast<long long>(iterations), parts, threads);
  } else if (text()) {
    std::fprintf(stderr, "[jit] loop %s: %lld iterations in %zu parts on %d threads\n", place(code, line).c_str(),
                 static_cast<long long>(iterations), parts, threads);
  }
}

void event_serial(PyCode* code, const Instr* head, const char* reason) {
  uint32_t line = line_of(code, head);
  if (json()) {
    std::fprintf(json(), "{\"event\":\"serial\",\"place\":\"%s\",\"reason\":\"%s\"}\n", json_place(code, line).c_str(),
                 reason);
  } else if (text()) {
    std::fprintf(stderr, "[jit] loop %s runs on one thread: %s\n", place(code, line).c_str(), reason);
  }
}

void event_compiled(const Trace* trace, double milliseconds) {
  compiled++;
  if (trace->parent) side_traces++;
  if (options.perf_map) add_to_perf_map(trace);
  if (auto found = attempted.find(place(trace->code, trace->line)); found != attempted.end()) {
    found->second.running = trace->number;
  }
  std::string at = json() ? json_place(trace->code, trace->line) : place(trace->code, trace->line);
  if (json()) {
    std::fprintf(json(),
                 "{\"event\":\"%s\",\"trace\":%u,\"place\":\"%s\",\"bytecodes\":%u,\"ir_before\":%u,\"ir_after\":%u,"
                 "\"guards\":%u,\"code_bytes\":%u,\"ms\":%.3f%s}\n",
                 trace->parent ? "side trace" : "compiled", trace->number, at.c_str(), trace->bytecodes, trace->ir_before,
                 trace->ir_after, trace->guards, trace->machine.code_bytes, milliseconds,
                 trace->parent ? (",\"parent\":" + std::to_string(trace->parent->number) +
                                  ",\"exit\":" + std::to_string(trace->parent_exit)).c_str() : "");
  } else if (text()) {
    std::fprintf(stderr, "[jit] trace %u %s %s: %u bytecodes, %u -> %u IR, %u guards, %u bytes, %.2f ms", trace->number,
                 trace->parent ? "side trace" : "compiled", at.c_str(), trace->bytecodes, trace->ir_before,
                 trace->ir_after, trace->guards, trace->machine.code_bytes, milliseconds);
    if (trace->parent) std::fprintf(stderr, ", from trace %u exit %u", trace->parent->number, trace->parent_exit);
    std::fprintf(stderr, "\n");
  }
}

void event_exit() { exits_taken++; }

void event_freed() { freed++; }

void event_invalidated(const Trace* trace) {
  invalidated++;
  for (auto& [where, attempt] : attempted) {
    if (attempt.running == trace->number) attempt.running = UINT32_MAX;
  }
  if (json()) {
    std::fprintf(json(), "{\"event\":\"invalidated\",\"trace\":%u}\n", trace->number);
  } else if (text()) {
    std::fprintf(stderr, "[jit] trace %u invalidated: a class, global or function it relied on changed\n", trace->number);
  }
}

void event_blacklisted(PyCode* code, uint32_t line) {
  if (json()) {
    std::fprintf(json(), "{\"event\":\"blacklist\",\"place\":\"%s\"}\n", json_place(code, line).c_str());
  } else if (text()) {
    std::fprintf(stderr, "[jit] blacklisted %s: too many aborts; the loop stays interpreted\n",
                 place(code, line).c_str());
  }
}

void event_ir(const Trace* trace, const TraceIr& ir, const char* stage) {
  if (options.trace_level < 2 || options.json_file) return;
  TextBuffer out;
  print_ir(ir, out);
  std::fprintf(stderr, "---- trace %u %s\n%s", trace->number, stage, out.c_str());
}

void event_summary() {
  std::vector<const Trace*> traces = compiled_traces();
  if (json()) {
    std::fprintf(json(), "{\"event\":\"summary\",\"compiled\":%u,\"side_traces\":%u,\"aborts\":%u,\"invalidated\":%u,"
                 "\"exits\":%lu,\"freed\":%u,\"code_memory\":%zu}\n",
                 compiled, side_traces, aborts, invalidated, exits_taken, freed, code_memory_in_use());
    std::fclose(json());
    return;
  }
  if (!text()) return;
  std::fprintf(stderr, "[jit] %u traces compiled (%u side traces), %u aborts, %u invalidated, %u freed, %lu exits, "
               "%zu KiB of code\n",
               compiled, side_traces, aborts, invalidated, freed, exits_taken, code_memory_in_use() >> 10);
  struct Hot {
    const Trace* trace;
    uint32_t exit, hits;
  };
  std::vector<Hot> hot;
  for (const Trace* trace : traces) {
    const auto& exits = trace->machine.exits;
    for (uint32_t e = 0; e < exits.size(); e++) {
      if (exits[e].hits > 1) hot.push_back({trace, e, exits[e].hits});
    }
  }
  std::stable_sort(hot.begin(), hot.end(), [](const Hot& a, const Hot& b) { return a.hits > b.hits; });
  for (size_t i = 0; i < hot.size() && i < 10; i++) {
    const Trace* trace = hot[i].trace;
    const ExitPoint& exit = trace->machine.exits[hot[i].exit];
    const Instr* pc = trace->ir.snaps.list[exit.snapshot].pc;
    std::fprintf(stderr, "[jit]   exit %u of trace %u taken %u times, to %s %s\n", hot[i].exit, trace->number, hot[i].hits,
                 opcode_name(pc->opcode()), place(trace->code, line_of(trace->code, pc)).c_str());
  }
  int told = 0;
  for (const auto& [where, attempt] : attempted) {
    if (attempt.running != UINT32_MAX || ++told > 20) continue;
    std::fprintf(stderr, "[jit]   %s stayed interpreted: %s\n", where.c_str(), abort_reason(attempt.reason));
  }
}

}  // namespace pyvm::jit
