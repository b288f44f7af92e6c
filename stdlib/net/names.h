// The parts of _sockets that turn names into numbers and back, and the constants.
#pragma once

namespace pyvm {

class ModuleFiller;

// Both return false with an exception pending.
[[nodiscard]] bool sockets_add_names(ModuleFiller& fill);
[[nodiscard]] bool sockets_add_constants(ModuleFiller& fill);

}  // namespace pyvm
