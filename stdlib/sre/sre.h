#pragma once

#include "vm/run/run.h"

namespace pyvm {
extern const NativeModule kSreModule;   // _sre: the regular expression engine behind Lib/re
}
