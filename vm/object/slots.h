// The __dict__ and __weakref__ attributes of instances, as native rows of builtin classes and of classes made by Python
// code.
#pragma once

#include "vm/object/native.h"

namespace pyvm {

Value instance_get_dict(Thread& t, Value* args);
Value instance_put_dict(Thread& t, Value* args);
Value builtin_put_dict(Thread& t, Value* args);   // cannot be deleted
Value instance_get_weakref(Thread& t, Value* args);

}  // namespace pyvm
