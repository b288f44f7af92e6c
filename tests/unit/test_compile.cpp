// The bytecode of key constructs: a listing without line numbers and offsets; jumps lead to instruction numbers.
#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <doctest/doctest.h>

#include <string>

#include "tests/unit/vm.h"
#include "vm/base/text.h"
#include "vm/compile/compiler.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"

namespace pyvm {
namespace {

std::string list_code(PyCode* code) {
  std::string result;
  for (uint32_t i = 0; i < code->instr_count; i++) {
    TextBuffer operands;
    int64_t target = disassemble_operands(code, i, operands);
    std::string text(operands.view());
    if (target >= 0) text = text.substr(0, text.rfind("to ")) + "to " + std::to_string(target);
    result += std::to_string(i) + " " + opcode_name(code->instrs[i].opcode());
    if (!text.empty()) result += " " + text;
    result += "\n";
  }
  return result;
}

// The listing of the first function of the source, or of the module if it has none.
std::string listing(const char* source) {
  std::string result;
  on_vm_stack([&](Thread& t) {
    Value code = compile_source(t, source, str_intern("test"), "exec", kCompileStringSource, 0);
    if (!code) {
      error_clear();
      result = "error";
      return;
    }
    PyCode* module = code.as<PyCode>();
    PyCode* shown = module;
    for (uint32_t i = 0; i < module->const_count; i++)
      if (module->consts[i].is_heap() && type_of(module->consts[i]) == type_code && shown == module)
        shown = module->consts[i].as<PyCode>();
    CHECK(verify_code(shown) == nullptr);
    result = list_code(shown);
  });
  return result;
}

TEST_CASE("an expression of locals ends in the assigned local") {
  CHECK(listing("def f(a, b):\n  x = a + b * 2\n  return x") ==
        "0 MUL_K r3, r1(b), k1(2)\n1 ADD r2(x), r0(a), r3\n2 RETURN r2(x), 0\n");
}

TEST_CASE("swapping locals needs three moves") {
  CHECK(listing("def f(a, b):\n  a, b = b, a\n  return a") ==
        "0 MOVE r2, r0(a)\n1 MOVE r0(a), r1(b)\n2 MOVE r1(b), r2\n3 RETURN r0(a), 0\n");
}

TEST_CASE("an operand is copied when a later one rebinds it") {
  CHECK(listing("def f(x):\n  return x + (x := 1)") ==
        "0 MOVE r1, r0(x)\n1 LOAD_CONST r0(x), k1(1)\n2 ADD r1, r1, r0(x)\n3 RETURN r1, 0\n");
}

TEST_CASE("a while loop tests at the bottom") {
  CHECK(listing("def f(n):\n  i = 0\n  while i < n:\n    i += 1\n  return i") ==
        "0 LOAD_CONST r1(i), k1(0)\n1 LT r2, r1(i), r0(n)\n2 JUMP_IF_FALSE r2, to 7\n3 IADD_K r1(i), r1(i), k2(1)\n"
        "4 LT r2, r1(i), r0(n)\n5 JUMP_IF_FALSE r2, to 7\n6 JUMP_BACK 0, to 3\n7 RETURN r1(i), 0\n");
}

TEST_CASE("a for loop writes its variable and has one back-edge") {
  CHECK(listing("def f(xs):\n  t = 0\n  for x in xs:\n    t += x\n  return t") ==
        "0 LOAD_CONST r1(t), k1(0)\n1 GET_ITER r3, r0(xs)\n2 FOR_ITER r3, r2(x), to 5\n3 IADD r1(t), r1(t), r2(x)\n"
        "4 JUMP_BACK 0, to 2\n5 RETURN r1(t), 0\n");
}

TEST_CASE("items are unpacked into consecutive locals") {
  CHECK(listing("def f(p):\n  for a, b in p: pass") ==
        "0 GET_ITER r3, r0(p)\n1 FOR_ITER r3, r4, to 5\n2 UNPACK_SEQUENCE r4, r1(a), 2\n3 NOP\n4 JUMP_BACK 0, to 1\n"
        "5 LOAD_CONST r3, k0(None)\n6 RETURN r3, 0\n");
}

TEST_CASE("conditions jump without values") {
  CHECK(listing("def f(a, b):\n  if not (a and b is None):\n    return 1\n  return 2") ==
        "0 JUMP_IF_FALSE r0(a), to 2\n1 JUMP_IF_NONE r1(b), to 4\n2 LOAD_CONST r2, k1(1)\n3 RETURN r2, 0\n"
        "4 LOAD_CONST r2, k2(2)\n5 RETURN r2, 0\n");
}

TEST_CASE("the truth of a value is asked once") {
  CHECK(listing("def f(a, b, c):\n  return a and b or c") ==
        "0 MOVE r3, r0(a)\n1 JUMP_IF_FALSE r3, to 4\n2 MOVE r3, r1(b)\n3 JUMP_IF_TRUE r3, to 5\n4 MOVE r3, r2(c)\n"
        "5 RETURN r3, 0\n");
}

TEST_CASE("a call keeps its arguments in place and its result goes to the local") {
  CHECK(listing("def f(g, x):\n  x = g(g(x), 1)\n  return x") ==
        "0 MOVE r2, r0(g)\n1 MOVE r8, r0(g)\n2 MOVE r14, r1(x)\n3 CALL w8, 1, r8\n4 LOAD_CONST r9, k1(1)\n"
        "5 CALL w2, 2, r1(x)\n6 RETURN r1(x), 0\n");
}

TEST_CASE("method calls have their own instructions") {
  CHECK(listing("def f(a):\n  return a.b.c(1, k=2)") ==
        "0 LOAD_ATTR r7, r0(a), (b)\n1 LOAD_METHOD w1, r7, (c)\n2 LOAD_CONST r8, k1(1)\n3 LOAD_CONST r9, k2(2)\n"
        "4 CALL_METHOD_KW w1, 2, r1\n5 EXT 0, 3\n6 RETURN r1, 0\n");
}

TEST_CASE("constants fold, but what raises is left alone") {
  CHECK(listing("def f():\n  return (2 ** 10 - 24, 'ab' * 2, -1, not 1)") ==
        "0 LOAD_CONST r0, k1((1000, 'abab', -1, False))\n1 RETURN r0, 0\n");
  CHECK(listing("def f():\n  return 1 // 0") ==
        "0 LOAD_CONST r0, k1(1)\n1 FLOORDIV_K r0, r0, k2(0)\n2 RETURN r0, 0\n");
}

TEST_CASE("constants of different types stay apart") {
  CHECK(listing("def f():\n  return [1, 1.0], [True], [0.0], [-0.0]") ==
        "0 LOAD_CONST r2, k1(1)\n1 LOAD_CONST r3, k2(1.0)\n2 BUILD_LIST r1, r2, 2\n3 LOAD_CONST r3, k3(True)\n"
        "4 BUILD_LIST r2, r3, 1\n5 LOAD_CONST r4, k4(0.0)\n6 BUILD_LIST r3, r4, 1\n7 LOAD_CONST r5, k5(-0.0)\n"
        "8 BUILD_LIST r4, r5, 1\n9 BUILD_TUPLE r0, r1, 4\n10 RETURN r0, 0\n");
}

TEST_CASE("a check stands where a local may be unbound, and only there") {
  CHECK(listing("def f(a):\n  if a: x = 1\n  print(x, x)") ==
        "0 JUMP_IF_FALSE r0(a), to 2\n1 LOAD_CONST r1(x), k1(1)\n2 LOAD_GLOBAL r2, (print)\n3 CHECK_BOUND r1(x), k2('x')\n"
        "4 MOVE r8, r1(x)\n5 MOVE r9, r1(x)\n6 CALL w2, 2, r2\n7 LOAD_CONST r2, k0(None)\n8 RETURN r2, 0\n");
}

TEST_CASE("comprehensions are inlined and keep their variable to themselves") {
  CHECK(listing("def f(x, ys):\n  return [x for x in ys if x]") ==
        "0 GET_ITER r3, r1(ys)\n1 BUILD_LIST r2, r2, 0\n2 FOR_ITER r3, r4, to 6\n3 JUMP_IF_FALSE r4, to 5\n"
        "4 LIST_APPEND r2, r4\n5 JUMP_BACK 0, to 2\n6 RETURN r2, 0\n");
}

TEST_CASE("a variable that only an inlined comprehension uses needs no cell") {
  CHECK(listing("def f(n, ys):\n  return [y * n for y in ys]").find("CELL") == std::string::npos);
  CHECK(listing("def f(n, ys):\n  return [lambda: n for y in ys]").find("MAKE_CELL") != std::string::npos);
}

TEST_CASE("what is left through return restores the handled exception") {
  std::string text = listing("def f():\n  try:\n    g()\n  except E:\n    return 1\n  finally:\n    h()");
  CHECK(text.find("PUSH_EXC") != std::string::npos);
  CHECK(text.find("POP_EXC") < text.find("LOAD_CONST r"));
}

TEST_CASE("code that exceeds the format is an error, not a crash") {
  std::string source = "def f():\n";
  for (int i = 0; i < 66000; i++) source += "  v" + std::to_string(i) + " = 1\n";
  CHECK(listing(source.c_str()) == "error");
}

TEST_CASE("a loop that is too long for 16 bits has a trampoline before its head") {
  std::string source = "def f(xs):\n  for x in xs:\n";
  for (int i = 0; i < 20000; i++) source += "    x.a = x\n";
  std::string text = listing(source.c_str());
  CHECK(text.starts_with("0 GET_ITER r2, r0(xs)\n1 JUMP to 3\n2 JUMP to 20005\n3 FOR_ITER r2, r1(x), to 2\n") == false);
  for (int i = 0; i < 20000; i++) source += "    x.a = x\n";
  text = listing(source.c_str());
  CHECK(text.starts_with("0 GET_ITER r2, r0(xs)\n1 JUMP to 3\n2 JUMP to 40005\n3 FOR_ITER r2, r1(x), to 2\n"));
}

TEST_CASE("deep chains do not need a deep stack") {
  std::string sum = "x", chain = "x";
  for (int i = 0; i < 50000; i++) sum += "+x", chain += ".a";
  CHECK(listing(("def f(x): return " + sum).c_str()) != "error");
  CHECK(listing(("def f(x): return " + chain).c_str()) != "error");
}

}  // namespace
}  // namespace pyvm
