#include "vm/run/layouts.h"

#include "vm/object/type.h"

namespace pyvm {

Layouts layouts;

void layouts_boot() {
  auto id = [](PyType* type) { return type->root_shape->id(); };
  layouts.function = id(type_function);
  layouts.builtin = id(type_builtin);
  layouts.method_descriptor = id(type_method_descriptor);
  layouts.wrapper_descriptor = id(type_wrapper_descriptor);
  layouts.method = id(type_method);
  layouts.type = id(type_type);
  layouts.super = id(type_super);
  layouts.str = id(type_str);
  layouts.list = id(type_list);
  layouts.tuple = id(type_tuple);
  layouts.dict = id(type_dict);
  layouts.set = id(type_set);
  layouts.frozenset = id(type_frozenset);
  layouts.range = id(type_range);
  layouts.slice = id(type_slice);
  layouts.bytes = id(type_bytes);
  layouts.int_ = id(type_int);
  layouts.complex = id(type_complex);
  layouts.module = id(type_module);
  layouts.cell = id(type_cell);
  layouts.range_iterator = id(type_range_iterator);
  layouts.parallel_iterator = id(type_parallel_iterator);
  layouts.list_iterator = id(type_list_iterator);
  layouts.tuple_iterator = id(type_tuple_iterator);
  layouts.str_iterator = id(type_str_iterator);
  layouts.str_ascii_iterator = id(type_str_ascii_iterator);
  layouts.enumerate = id(type_enumerate);
  layouts.zip = id(type_zip);
  layouts.generator = id(type_generator);
  layouts.coroutine = id(type_coroutine);
  layouts.async_generator = id(type_async_generator);
  layouts.array = id(type_array);
  layouts.raw = id(type_raw);
  layouts.dict_entries = id(type_dict_entries);
  layouts.set_entries = id(type_set_entries);
  layouts.float_ = id(type_float);
  layouts.bool_ = id(type_bool);
  layouts.dict_keys = id(type_dict_keys);
  layouts.dict_values = id(type_dict_values);
  layouts.dict_items = id(type_dict_items);
  layouts.dict_key_iterator = id(type_dict_keyiterator);
  layouts.dict_value_iterator = id(type_dict_valueiterator);
  layouts.dict_item_iterator = id(type_dict_itemiterator);
  layouts.set_iterator = id(type_set_iterator);
}

}  // namespace pyvm
