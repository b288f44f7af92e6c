#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string_view>

#include "jit/jit.h"
#include "jit/recorder.h"

namespace pyvm::jit {

Options options;
OptFlags opt_flags;

namespace {

struct PassName {
  std::string_view name;
  bool OptFlags::*flag;
};
constexpr PassName kPasses[] = {
#define PASS(name, meaning) {#name, &OptFlags::name},
#include "jit/passes.def"
#undef PASS
};

// Leaves out the passes of a list "fold,cse". False: no such pass.
bool leave_out(std::string_view names) {
  while (true) {
    std::string_view name = names.substr(0, names.find(','));
    const PassName* pass = std::begin(kPasses);
    while (pass != std::end(kPasses) && pass->name != name) pass++;
    if (pass == std::end(kPasses)) return false;
    opt_flags.*(pass->flag) = false;
    if (name.size() == names.size()) return true;
    names.remove_prefix(name.size() + 1);
  }
}

const char* value_of(const char* argument, const char* name) {
  size_t n = std::strlen(name);
  return std::strncmp(argument, name, n) == 0 ? argument + n : nullptr;
}

}  // namespace

bool set_option(const char* argument) {
  if (const char* v = value_of(argument, "--jit=")) {
    if (std::strcmp(v, "off") == 0) return options.enabled = false, true;
    if (std::strcmp(v, "on") == 0) return options.enabled = true, true;
    return false;
  }
  if (const char* v = value_of(argument, "--jit-threshold=")) {
    auto n = static_cast<uint32_t>(std::strtoul(v, nullptr, 10));
    if (n == 0) return false;
    options.loop_threshold = options.call_threshold = n;
    options.exit_threshold = n < options.exit_threshold ? n : options.exit_threshold;
    return true;
  }
  if (const char* v = value_of(argument, "--jit-fail-guard=")) {
    char* end;
    options.fail_guard_permille = static_cast<uint32_t>(std::strtod(v, &end) * 1000);
    if (*end == ',') options.fail_guard_seed = std::strtoull(end + 1, nullptr, 10);
    return true;
  }
  if (const char* v = value_of(argument, "--jit-no=")) return leave_out(v);
  if (std::strcmp(argument, "--jit-perf-map") == 0) return options.perf_map = true;
  if (std::strcmp(argument, "--jit-gdb") == 0) return options.gdb = true;
  if (std::strcmp(argument, "--jit-evaluate") == 0) return options.evaluate = true;
  if (const char* v = value_of(argument, "--trace-jit")) {
    if (*v == 0) return options.trace_level = 1, true;
    if (const char* file = value_of(v, "=json:")) return options.json_file = file, options.trace_level = 1, true;
    if (*v == '=') return options.trace_level = std::atoi(v + 1), true;
  }
  return false;
}

}  // namespace pyvm::jit
