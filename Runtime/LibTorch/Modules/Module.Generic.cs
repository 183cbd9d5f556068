namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<T, TResult>
        {
            public abstract TResult call(T input1);
        }

        /// <summary>A module with one input.</summary>
        public abstract class Module<T, TResult> :
            HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>,
            IModule<T, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T input);

            /// <summary>The forward pass between its hooks.</summary>
            public TResult call(T input)
            {
                if (HasPreHooks)
                {
                    CallModuleHooks(module_pre_hooks);
                    foreach (var hook in pre_hooks.Values)
                    {
                        if (hook(this, input) is { } modified)
                            input = modified;
                    }
                }
                var result = forward(input);
                if (HasPostHooks)
                {
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input, result) ?? result;
                    CallModuleHooks(module_post_hooks);
                }
                return result;
            }
        }

        public interface IModule<T1, T2, TResult>
        {
            public abstract TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module with two inputs.</summary>
        public abstract class Module<T1, T2, TResult> :
            HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>,
            IModule<T1, T2, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>The forward pass between its hooks.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                if (HasPreHooks)
                {
                    CallModuleHooks(module_pre_hooks);
                    foreach (var hook in pre_hooks.Values)
                    {
                        if (hook(this, input1, input2) is { } modified)
                            (input1, input2) = modified;
                    }
                }
                var result = forward(input1, input2);
                if (HasPostHooks)
                {
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input1, input2, result) ?? result;
                    CallModuleHooks(module_post_hooks);
                }
                return result;
            }
        }

        public interface IModule<T1, T2, T3, TResult>
        {
            public abstract TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>A module with three inputs.</summary>
        public abstract class Module<T1, T2, T3, TResult> :
            HookableModule<
                Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>,
                Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>,
            IModule<T1, T2, T3, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>The forward pass between its hooks.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                if (HasPreHooks)
                {
                    CallModuleHooks(module_pre_hooks);
                    foreach (var hook in pre_hooks.Values)
                    {
                        if (hook(this, input1, input2, input3) is { } modified)
                            (input1, input2, input3) = modified;
                    }
                }
                var result = forward(input1, input2, input3);
                if (HasPostHooks)
                {
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input1, input2, input3, result) ?? result;
                    CallModuleHooks(module_post_hooks);
                }
                return result;
            }
        }

        public interface IModule<T1, T2, T3, T4, TResult>
        {
            public abstract TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        /// <summary>A module with four inputs.</summary>
        public abstract class Module<T1, T2, T3, T4, TResult> :
            HookableModule<
                Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>,
                Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>>,
            IModule<T1, T2, T3, T4, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>The forward pass between its hooks.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                if (HasPreHooks)
                {
                    CallModuleHooks(module_pre_hooks);
                    foreach (var hook in pre_hooks.Values)
                    {
                        if (hook(this, input1, input2, input3, input4) is { } modified)
                            (input1, input2, input3, input4) = modified;
                    }
                }
                var result = forward(input1, input2, input3, input4);
                if (HasPostHooks)
                {
                    foreach (var hook in post_hooks.Values)
                        result = hook(this, input1, input2, input3, input4, result) ?? result;
                    CallModuleHooks(module_post_hooks);
                }
                return result;
            }
        }
    }
}
