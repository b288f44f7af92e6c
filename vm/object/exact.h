// Tests for exact builtin types, one compare each.
#pragma once

#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm {

inline bool is_exact_list(Value v) { return v.is_layout(layouts.list); }
inline bool is_exact_tuple(Value v) { return v.is_layout(layouts.tuple); }
inline bool is_exact_dict(Value v) { return v.is_layout(layouts.dict); }
inline bool is_exact_set(Value v) { return v.is_layout(layouts.set); }
inline bool is_exact_frozenset(Value v) { return v.is_layout(layouts.frozenset); }
inline bool is_exact_str(Value v) { return v.is_layout(layouts.str); }
inline bool is_exact_bytes(Value v) { return v.is_layout(layouts.bytes); }
inline bool is_exact_range(Value v) { return v.is_layout(layouts.range); }
inline bool is_big_int(Value v) { return v.is_layout(layouts.int_); }
// int itself: inline or on the heap; not bool, not a subclass.
inline bool is_exact_int(Value v) { return v.is_small_int() || is_big_int(v); }
inline bool is_exact_complex(Value v) { return v.is_layout(layouts.complex); }

// Instance of the builtin type or of a subclass of it.
inline bool has_type_flag(Value v, uint32_t flag) { return v.is_heap() && (type_of(v)->flags & flag); }
inline bool is_dict(Value v) { return is_exact_dict(v) || has_type_flag(v, kTypeDict); }
inline bool is_any_set(Value v) { return has_type_flag(v, kTypeSet); }
inline bool is_slice(Value v) { return v.is_layout(layouts.slice); }

}  // namespace pyvm
