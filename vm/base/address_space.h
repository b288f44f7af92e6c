// Reservations of address space; pages are taken when they are touched.
#pragma once

#include <cstddef>

namespace pyvm {

// How much of `wanted` bytes one user may reserve: all of it, or 1/divisor of what the limits of the process (ulimit -v and
// -d) left it when it started. Whole pages.
size_t address_space_share(size_t wanted, size_t divisor);

// A zeroed, readable and writable reservation; null when there is no room for it.
char* address_space_reserve(size_t bytes);

// The same with an inaccessible page on either side.
char* address_space_reserve_guarded(size_t bytes);

void address_space_release_guarded(char* start, size_t bytes);

// Memory and swap space of the machine, in bytes: a single request for more can never be met.
size_t machine_memory();

}  // namespace pyvm
