// A C interface to libtorch. Operators are not wrapped one by one: each is looked up once by its ATen schema name in
// the c10 dispatcher and called boxed. What is no operator (autograd, generators, modes, metadata) follows below.
//
// A tensor handle is an owned c10::TensorImpl*. No exception leaves this file: a function that can fail returns a
// null handle or a negative count, and mtl_last_error() has libtorch's message.

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/grad_mode.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/cuda.h>
#include <torch/optim/lbfgs.h>
#include <torch/version.h>

#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

#define MTL_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

using TensorPtr = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
using Stack = torch::jit::Stack;

// Mirrored by Argument.cs.
enum Kind : int32_t {
  kNone = 0,
  kTensor = 1,
  kInt = 2,
  kDouble = 3,
  kBool = 4,
  kIntList = 5,
  kDoubleList = 6,
  kBoolList = 7,
  kTensorList = 8,
  kOptionalTensorList = 9,
  kString = 10,
  kDevice = 11,
  kGenerator = 12,
  kNumber = 13,
};

struct Argument {
  int32_t kind;
  int32_t length;
  union {
    void* pointer;
    int64_t integer;
    double real;
  };
};
static_assert(sizeof(Argument) == 16, "the managed mirror is 16 bytes");

thread_local std::string last_error;
thread_local Stack stack;
thread_local std::vector<void*> results;

void keep_error() noexcept {
  try {
    throw;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "an exception that is no std::exception";
  }
}

at::Tensor borrow(void* handle) {
  return at::Tensor(TensorPtr::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

void* release(at::Tensor&& tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

c10::TensorImpl* impl(void* handle) {
  return static_cast<c10::TensorImpl*>(handle);
}

std::vector<at::Tensor> borrow_all(void** handles, int64_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int64_t i = 0; i < count; i++) {
    tensors.push_back(handles[i] ? borrow(handles[i]) : at::Tensor());
  }
  return tensors;
}

// 16 bits each, so that the index -1 (the current device) survives.
c10::Device unpack_device(int64_t packed) {
  return c10::Device(static_cast<c10::DeviceType>(packed & 0xFFFF), static_cast<int8_t>(static_cast<int16_t>(packed >> 16)));
}

int64_t pack_device(c10::Device device) {
  return static_cast<int64_t>(static_cast<uint16_t>(device.type())) | (static_cast<int64_t>(device.index()) << 16);
}

at::Generator borrow_generator(void* handle) {
  return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(static_cast<c10::GeneratorImpl*>(handle)));
}

// A number as a tensor without dimensions, of a type that saves the operator the conversion of a C++ scalar, which takes
// longer than a small operator itself. A step uses the same few numbers each time. Nothing writes to these tensors.
const at::Tensor& number(double value, c10::ScalarType type) {
  struct Entry {
    double value;
    c10::ScalarType type;
    at::Tensor tensor;
  };
  constexpr size_t kEntries = 64;
  static thread_local std::vector<Entry> entries(kEntries);
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  Entry& entry = entries[((bits ^ static_cast<uint64_t>(type)) * 0x9E3779B97F4A7C15u) >> 58];
  // By their bits: NaN is itself, and -0 is not 0.
  if (!entry.tensor.defined() || entry.type != type || std::memcmp(&entry.value, &value, sizeof(value)) != 0) {
    // A tensor made in inference mode could not be used outside of it.
    c10::InferenceMode normal(false);
    entry = {value, type, at::scalar_tensor(value, at::TensorOptions().dtype(type))};
  }
  return entry.tensor;
}

c10::IValue to_ivalue(const Argument& a) {
  switch (a.kind) {
    case kNone:
      return c10::IValue();
    case kTensor:
      return c10::IValue(borrow(a.pointer));
    case kInt:
      return c10::IValue(a.integer);
    case kDouble:
      return c10::IValue(a.real);
    case kBool:
      return c10::IValue(a.integer != 0);
    case kIntList:
      return c10::IValue(c10::IntArrayRef(static_cast<const int64_t*>(a.pointer), a.length));
    case kDoubleList:
      return c10::IValue(c10::ArrayRef<double>(static_cast<const double*>(a.pointer), a.length));
    case kBoolList: {
      c10::List<bool> list;
      for (int32_t i = 0; i < a.length; i++) {
        list.push_back(static_cast<const int64_t*>(a.pointer)[i] != 0);
      }
      return c10::IValue(std::move(list));
    }
    case kTensorList: {
      c10::List<at::Tensor> list;
      list.reserve(a.length);
      for (int32_t i = 0; i < a.length; i++) {
        list.push_back(borrow(static_cast<void**>(a.pointer)[i]));
      }
      return c10::IValue(std::move(list));
    }
    case kOptionalTensorList: {
      c10::impl::GenericList list(c10::OptionalType::ofTensor());
      list.reserve(a.length);
      for (int32_t i = 0; i < a.length; i++) {
        void* handle = static_cast<void**>(a.pointer)[i];
        list.push_back(handle ? c10::IValue(borrow(handle)) : c10::IValue());
      }
      return c10::IValue(std::move(list));
    }
    case kString:
      return c10::IValue(std::string(static_cast<const char*>(a.pointer), a.length));
    case kDevice:
      return c10::IValue(unpack_device(a.integer));
    case kGenerator:
      return c10::IValue(borrow_generator(a.pointer));
    case kNumber:
      return c10::IValue(number(a.real, static_cast<c10::ScalarType>(a.length)));
    default:
      TORCH_CHECK(false, "unknown argument kind ", a.kind);
  }
}

struct Operator {
  c10::OperatorHandle handle;
  int32_t arity;
};

// Runs the operator with what it returns left on the stack; the caller clears it. Arguments left out at the end take
// the defaults of the schema, which versions of libtorch extend.
void run(void* op, const Argument* arguments, int32_t count) {
  const auto& target = *static_cast<Operator*>(op);
  stack.clear();
  for (int32_t i = 0; i < count; i++) {
    stack.emplace_back(to_ivalue(arguments[i]));
  }
  if (count != target.arity) {
    const auto& schema = target.handle.schema();
    TORCH_CHECK(count < target.arity, schema, " is called with ", count, " arguments");
    for (int32_t i = count; i < target.arity; i++) {
      const auto& argument = schema.arguments()[i];
      TORCH_CHECK(argument.default_value(), schema, " is called without ", argument.name());
      stack.push_back(*argument.default_value());
    }
  }
  target.handle.callBoxed(stack);
}

void collect(c10::IValue&& value) {
  if (value.isTensor()) {
    results.push_back(release(std::move(value).toTensor()));
  } else if (value.isTensorList()) {
    for (at::Tensor tensor : value.toTensorVector()) {
      results.push_back(release(std::move(tensor)));
    }
  }
}

template <typename F>
int32_t guard(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (...) {
    stack.clear();
    keep_error();
    return -1;
  }
}

template <typename F>
void* guard_handle(F&& body) noexcept {
  try {
    return body();
  } catch (...) {
    stack.clear();
    keep_error();
    return nullptr;
  }
}

}  // namespace

MTL_EXPORT const char* mtl_last_error() {
  return last_error.c_str();
}

MTL_EXPORT const char* mtl_version() {
  return TORCH_VERSION;
}

// Operators.

MTL_EXPORT void* mtl_find_operator(const char* name, const char* overload) {
  return guard_handle([&]() -> void* {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(found.has_value(), "libtorch ", TORCH_VERSION, " has no operator ", name, ".", overload);
    return new Operator{*found, static_cast<int32_t>(found->schema().arguments().size())};
  });
}

// For an operator that returns one tensor.
MTL_EXPORT void* mtl_call(void* op, const Argument* arguments, int32_t count) {
  return guard_handle([&]() -> void* {
    run(op, arguments, count);
    TORCH_CHECK(stack.size() == 1 && stack[0].isTensor(), "the operator returns more than one tensor");
    void* handle = release(std::move(stack[0]).toTensor());
    stack.clear();
    TORCH_CHECK(handle, "the operator returned an undefined tensor");
    return handle;
  });
}

// For an operator whose result is of no interest, as of one that works in place.
MTL_EXPORT int32_t mtl_call_void(void* op, const Argument* arguments, int32_t count) {
  return guard([&] {
    run(op, arguments, count);
    stack.clear();
  });
}

// For an operator that returns several tensors or a list of them: their number, and in *handles the tensors (null:
// undefined), which this thread's next call overwrites.
MTL_EXPORT int64_t mtl_call_many(void* op, const Argument* arguments, int32_t count, void*** handles) {
  int32_t status = guard([&] {
    run(op, arguments, count);
    results.clear();
    for (auto& value : stack) {
      collect(std::move(value));
    }
    stack.clear();
    *handles = results.data();
  });
  return status < 0 ? status : static_cast<int64_t>(results.size());
}

// For an operator that returns a bool, an integer or a floating point number.
MTL_EXPORT int32_t mtl_call_scalar(void* op, const Argument* arguments, int32_t count, Argument* result) {
  return guard([&] {
    run(op, arguments, count);
    const c10::IValue value = stack[0];
    stack.clear();
    if (value.isBool()) {
      result->kind = kBool;
      result->integer = value.toBool();
    } else if (value.isInt()) {
      result->kind = kInt;
      result->integer = value.toInt();
    } else {
      result->kind = kDouble;
      result->real = value.toDouble();
    }
  });
}

// Tensors.

MTL_EXPORT void mtl_tensor_release(void* handle) {
  // The reference goes with the temporary.
  TensorPtr::reclaim(impl(handle));
}

MTL_EXPORT void mtl_tensor_release_all(void** handles, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    TensorPtr::reclaim(impl(handles[i]));
  }
}

MTL_EXPORT void* mtl_tensor_alias(void* handle) {
  return release(borrow(handle));
}

MTL_EXPORT int64_t mtl_tensor_dim(void* handle) {
  return impl(handle)->dim();
}

MTL_EXPORT int64_t mtl_tensor_numel(void* handle) {
  return impl(handle)->numel();
}

MTL_EXPORT int32_t mtl_tensor_sizes(void* handle, int64_t* sizes) {
  return guard([&] {
    auto shape = impl(handle)->sizes();
    std::copy(shape.begin(), shape.end(), sizes);
  });
}

MTL_EXPORT int32_t mtl_tensor_strides(void* handle, int64_t* strides) {
  return guard([&] {
    auto s = impl(handle)->strides();
    std::copy(s.begin(), s.end(), strides);
  });
}

MTL_EXPORT int64_t mtl_tensor_storage_offset(void* handle) {
  return impl(handle)->storage_offset();
}

MTL_EXPORT int32_t mtl_tensor_dtype(void* handle) {
  return static_cast<int32_t>(c10::typeMetaToScalarType(impl(handle)->dtype()));
}

MTL_EXPORT int64_t mtl_tensor_element_size(void* handle) {
  return impl(handle)->dtype().itemsize();
}

MTL_EXPORT int64_t mtl_tensor_device(void* handle) {
  return pack_device(impl(handle)->device());
}

MTL_EXPORT int32_t mtl_tensor_is_contiguous(void* handle) {
  return impl(handle)->is_contiguous();
}

MTL_EXPORT void* mtl_tensor_data(void* handle) {
  return guard_handle([&] { return borrow(handle).data_ptr(); });
}

MTL_EXPORT int32_t mtl_tensor_requires_grad(void* handle) {
  return impl(handle)->requires_grad();
}

MTL_EXPORT int32_t mtl_tensor_set_requires_grad(void* handle, int32_t requires_grad) {
  return guard([&] { borrow(handle).set_requires_grad(requires_grad != 0); });
}

MTL_EXPORT int32_t mtl_tensor_is_leaf(void* handle) {
  return borrow(handle).is_leaf();
}

MTL_EXPORT int32_t mtl_tensor_retain_grad(void* handle) {
  return guard([&] { borrow(handle).retain_grad(); });
}

// Null where there is none.
MTL_EXPORT void* mtl_tensor_grad(void* handle) {
  at::Tensor grad = impl(handle)->grad();
  return release(std::move(grad));
}

MTL_EXPORT int32_t mtl_tensor_set_grad(void* handle, void* grad) {
  return guard([&] {
    at::Tensor tensor = borrow(handle);
    if (grad) {
      at::Tensor value = borrow(grad);
      TORCH_CHECK(value.sizes() == tensor.sizes(), "a gradient of shape ", value.sizes(), " for a tensor of shape ", tensor.sizes());
      TORCH_CHECK(value.device() == tensor.device(), "a gradient on ", value.device(), " for a tensor on ", tensor.device());
      tensor.mutable_grad() = value;
    } else if (tensor.grad().defined()) {
      tensor.mutable_grad() = at::Tensor();
    }
  });
}

// Autograd.

MTL_EXPORT int32_t mtl_backward(
    void** tensors, void** grads, int64_t count, int32_t retain_graph, int32_t create_graph, void** inputs, int64_t input_count) {
  return guard([&] {
    std::vector<at::Tensor> seeds;
    if (grads) {
      seeds = borrow_all(grads, count);
    }
    torch::autograd::backward(
        borrow_all(tensors, count), seeds, retain_graph != 0, create_graph != 0, borrow_all(inputs, input_count));
  });
}

MTL_EXPORT int64_t mtl_grad(
    void** outputs, void** grad_outputs, int64_t count, void** inputs, int64_t input_count, int32_t retain_graph,
    int32_t create_graph, int32_t allow_unused, void*** handles) {
  int32_t status = guard([&] {
    std::vector<at::Tensor> seeds;
    if (grad_outputs) {
      seeds = borrow_all(grad_outputs, count);
    }
    auto grads = torch::autograd::grad(
        borrow_all(outputs, count), borrow_all(inputs, input_count), seeds, retain_graph != 0, create_graph != 0, allow_unused != 0);
    results.clear();
    for (auto& grad : grads) {
      results.push_back(release(std::move(grad)));
    }
    *handles = results.data();
  });
  return status < 0 ? status : static_cast<int64_t>(results.size());
}

MTL_EXPORT int32_t mtl_grad_mode() {
  return at::GradMode::is_enabled();
}

MTL_EXPORT void mtl_set_grad_mode(int32_t enabled) {
  at::GradMode::set_enabled(enabled != 0);
}

MTL_EXPORT int32_t mtl_inference_mode() {
  return c10::InferenceMode::is_enabled();
}

MTL_EXPORT void* mtl_inference_mode_enter(int32_t enabled) {
  return new c10::InferenceMode(enabled != 0);
}

MTL_EXPORT void mtl_inference_mode_leave(void* guard) {
  delete static_cast<c10::InferenceMode*>(guard);
}

// Random numbers.

MTL_EXPORT void* mtl_generator_default(int64_t device) {
  return guard_handle([&]() -> void* {
    at::Generator generator = at::globalContext().defaultGenerator(unpack_device(device));
    return generator.unsafeReleaseGeneratorImpl();
  });
}

MTL_EXPORT void* mtl_generator_new(uint64_t seed, int64_t device) {
  return guard_handle([&]() -> void* {
    c10::Device place = unpack_device(device);
    at::Generator generator = place.is_cpu() ? at::detail::createCPUGenerator(seed)
                                             : at::globalContext().defaultGenerator(place).clone();
    generator.set_current_seed(seed);
    return generator.unsafeReleaseGeneratorImpl();
  });
}

MTL_EXPORT void mtl_generator_release(void* handle) {
  c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(static_cast<c10::GeneratorImpl*>(handle));
}

MTL_EXPORT int32_t mtl_generator_set_seed(void* handle, uint64_t seed) {
  return guard([&] {
    at::Generator generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
  });
}

MTL_EXPORT uint64_t mtl_generator_seed(void* handle) {
  at::Generator generator = borrow_generator(handle);
  std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.seed();
}

MTL_EXPORT uint64_t mtl_generator_initial_seed(void* handle) {
  return borrow_generator(handle).current_seed();
}

MTL_EXPORT int64_t mtl_generator_device(void* handle) {
  return pack_device(borrow_generator(handle).device());
}

MTL_EXPORT void* mtl_generator_get_state(void* handle) {
  return guard_handle([&]() -> void* {
    at::Generator generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return release(generator.get_state());
  });
}

MTL_EXPORT int32_t mtl_generator_set_state(void* handle, void* state) {
  return guard([&] {
    at::Generator generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(borrow(state));
  });
}

// Devices and threads.

MTL_EXPORT int32_t mtl_cuda_is_available() {
  try {
    return torch::cuda::is_available();
  } catch (...) {
    return 0;
  }
}

MTL_EXPORT int32_t mtl_cuda_device_count() {
  try {
    return static_cast<int32_t>(torch::cuda::device_count());
  } catch (...) {
    return 0;
  }
}

MTL_EXPORT int32_t mtl_cuda_cudnn_is_available() {
  try {
    return torch::cuda::cudnn_is_available();
  } catch (...) {
    return 0;
  }
}

// Device -1: all of them.
MTL_EXPORT int32_t mtl_cuda_manual_seed(uint64_t seed, int32_t all) {
  return guard([&] {
    if (all) {
      torch::cuda::manual_seed_all(seed);
    } else {
      torch::cuda::manual_seed(seed);
    }
  });
}

MTL_EXPORT int32_t mtl_cuda_synchronize(int64_t index) {
  return guard([&] { torch::cuda::synchronize(index); });
}

// Optimizers. All but L-BFGS are written in .NET.

MTL_EXPORT void* mtl_lbfgs_new(
    void** parameters, int64_t count, double lr, int64_t max_iter, int64_t max_eval, double tolerance_grad, double tolerance_change,
    int64_t history_size) {
  return guard_handle([&]() -> void* {
    auto options = torch::optim::LBFGSOptions(lr)
                       .max_iter(max_iter)
                       .max_eval(max_eval)
                       .tolerance_grad(tolerance_grad)
                       .tolerance_change(tolerance_change)
                       .history_size(history_size);
    return new torch::optim::LBFGS(borrow_all(parameters, count), options);
  });
}

MTL_EXPORT void mtl_lbfgs_release(void* optimizer) {
  delete static_cast<torch::optim::LBFGS*>(optimizer);
}

MTL_EXPORT int32_t mtl_lbfgs_set_lr(void* optimizer, double lr) {
  return guard([&] {
    for (auto& group : static_cast<torch::optim::LBFGS*>(optimizer)->param_groups()) {
      group.options().set_lr(lr);
    }
  });
}

// The closure returns an owned tensor, or null where it failed, which ends the step.
MTL_EXPORT void* mtl_lbfgs_step(void* optimizer, void* (*closure)()) {
  return guard_handle([&]() -> void* {
    at::Tensor loss = static_cast<torch::optim::LBFGS*>(optimizer)->step([closure]() -> at::Tensor {
      void* handle = closure();
      TORCH_CHECK(handle, "the closure of an optimizer's step failed");
      return at::Tensor(TensorPtr::reclaim(impl(handle)));
    });
    return release(std::move(loss));
  });
}

MTL_EXPORT int32_t mtl_get_num_threads() {
  return at::get_num_threads();
}

MTL_EXPORT int32_t mtl_set_num_threads(int32_t count) {
  return guard([&] { at::set_num_threads(count); });
}

MTL_EXPORT int32_t mtl_get_num_interop_threads() {
  return static_cast<int32_t>(at::get_num_interop_threads());
}

MTL_EXPORT int32_t mtl_set_num_interop_threads(int32_t count) {
  return guard([&] { at::set_num_interop_threads(count); });
}
