using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Diagnostics;

/// <summary>All that can be wrong about a model. Each id has a page in docs/diagnostics.</summary>
internal static partial class DiagnosticDescriptors
{
    private const string Category = "MtlDsl";
    private const string Pages = "https://github.com/MtlDsl/MtlDsl/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "MTL001", "A model class must be partial",
        "'{0}' is not partial, so the generator cannot add its code; write 'partial class {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL001.md");

    public static readonly DiagnosticDescriptor NotAClass = new(
        "MTL002", "A model must be an ordinary class",
        "'{0}' is {1}; a model is a module with parameters of its own: write 'partial class {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL002.md");

    public static readonly DiagnosticDescriptor GenericModel = new(
        "MTL003", "A model class cannot be generic",
        "'{0}' has type parameters or stands in a generic type; the shapes of a model are known when it is compiled: remove the type parameters",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL003.md");

    public static readonly DiagnosticDescriptor ContainerNotPartial = new(
        "MTL004", "A nested model needs partial containing types",
        "'{0}' is nested in '{1}', which is not partial; make '{1}' partial or move the model out of it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL004.md");

    public static readonly DiagnosticDescriptor HasBase = new(
        "MTL005", "A model class cannot have a base class",
        "'{0}' derives from '{1}', but the generator makes it a MultiTaskModel; remove the base class and hold a '{1}' in a field instead",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL005.md");

    public static readonly DiagnosticDescriptor MemberOfModelTaken = new(
        "MTL006", "A member has the name of a generated one",
        "'{0}' declares '{1}', a name that generated code needs itself; rename it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL006.md");

    public static readonly DiagnosticDescriptor HiddenName = new(
        "MTL007", "A name hides one that generated code uses",
        "'{0}' hides TorchSharp's '{1}' from the generated code of '{2}'; rename it or move the model to another namespace",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL007.md");

    public static readonly DiagnosticDescriptor OwnConstructor = new(
        "MTL008", "A model's own constructor calls the generated one",
        "'{0}' {1}; write 'public {0}(...) : this(seed, device)', and make modules of its own in 'partial void CreateModules()'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL008.md");

    public static readonly DiagnosticDescriptor WrongReplacement = new(
        "MTL009", "A replaced method has the generated one's signature",
        "'{0}' replaces the generated method of this name, which other generated code calls as '{1}'; give it that signature, or another name",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL009.md");

    public static readonly DiagnosticDescriptor WrongReturnType = new(
        "MTL010", "A node returns a Tensor",
        "'{0}' returns '{1}'; a node returns the TorchSharp Tensor that it computes: write 'Tensor {0}(...)'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL010.md");

    public static readonly DiagnosticDescriptor WrongParameterType = new(
        "MTL011", "A node's parameters are Tensors",
        "'{0}' of '{1}' has type '{2}'; a node reads Tensors{3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL011.md");

    public static readonly DiagnosticDescriptor WrongParameterKind = new(
        "MTL012", "A node's parameters are plain",
        "'{0}' of '{1}' is {2}; a parameter of a node is a plain 'Tensor {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL012.md");

    public static readonly DiagnosticDescriptor WrongMethodKind = new(
        "MTL013", "A node is an instance method",
        "'{0}' is {1}; a node is an instance method without type parameters that reads and returns Tensors",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL013.md");

    public static readonly DiagnosticDescriptor TwoRoles = new(
        "MTL014", "A node has only one role",
        "'{0}' has {1} and {2}; a task may be read by other nodes as it is: remove {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL014.md");

    public static readonly DiagnosticDescriptor NoRole = new(
        "MTL015", "A node has a role",
        "'{0}' {1} but is neither [SharedLayer] nor [Task]; add the one it is meant to be",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL015.md");

    public static readonly DiagnosticDescriptor NoParameters = new(
        "MTL016", "A node reads something",
        "'{0}' has no parameters, so there is nothing it could compute from; add an input ('[Input(100)] Tensor features') or the name of a node",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL016.md");

    public static readonly DiagnosticDescriptor TwoJoins = new(
        "MTL017", "A node joins its parameters in one way",
        "'{0}' has both [Concat] and [Add]; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL017.md");

    public static readonly DiagnosticDescriptor JoinOfOne = new(
        "MTL018", "Nothing to join",
        "'{0}' has [{1}] but a single parameter; remove [{1}] or add a parameter",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL018.md");

    public static readonly DiagnosticDescriptor NotPublicPartial = new(
        "MTL019", "A node without a body is public partial",
        "'{0}' {1}; write 'public partial Tensor {0}(...)'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL019.md");

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "MTL020", "A parameter names no node or input",
        "'{0}' of '{1}' names no node and no input: {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL020.md");

    public static readonly DiagnosticDescriptor NoSharedLayer = new(
        "MTL021", "A model shares something",
        "'{0}' has no [SharedLayer], so its tasks have nothing in common; add one, and let the tasks read it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL021.md");

    public static readonly DiagnosticDescriptor NoTask = new(
        "MTL022", "A model has a task",
        "'{0}' has no [Task], so there is nothing to learn; add one with a loss, such as [Task, Linear(10), CrossEntropy]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL022.md");

    public static readonly DiagnosticDescriptor NodeNeverUsed = new(
        "MTL023", "A shared layer that no task reads",
        "No task reads '{0}', directly or through other nodes, so it would never be trained; name it as a parameter ('Tensor {1}') or remove it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL023.md");

    public static readonly DiagnosticDescriptor Cycle = new(
        "MTL024", "The nodes form a cycle",
        "'{0}' reads itself: {1}; a node reads what is computed before it, so remove one of these parameters",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL024.md");

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "MTL025", "Two nodes or inputs have one name",
        "'{0}' names {1} and {2}, and parameters could mean either (names are compared without regard to case); rename one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL025.md");

    public static readonly DiagnosticDescriptor InputShapesDiffer = new(
        "MTL026", "An input has one shape",
        "Input '{0}' is {1} here and {2} in '{3}'; give it one shape, or the inputs two names",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL026.md");

    public static readonly DiagnosticDescriptor ReadsTwice = new(
        "MTL027", "A node reads another once",
        "'{0}' reads '{1}' twice; remove one of the parameters",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL027.md");

    public static readonly DiagnosticDescriptor TwoInputs = new(
        "MTL028", "An input is of one kind",
        "'{0}' of '{1}' has both [{2}] and [{3}]; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL028.md");

    public static readonly DiagnosticDescriptor ColumnOnParameter = new(
        "MTL029", "A column belongs to a record",
        "'{0}' of '{1}' has [{2}], which marks a column of a record; mark a property of a record with it and write '[Input<TRow>] Tensor {0}', or remove it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL029.md");

    public static readonly DiagnosticDescriptor LayerDoesNotFit = new(
        "MTL030", "A layer does not fit its input",
        "{0} in '{1}' gets {2}: {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL030.md");

    public static readonly DiagnosticDescriptor JoinMismatch = new(
        "MTL031", "Parameters cannot be joined",
        "[{0}] in '{1}' cannot join {2}: {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL031.md");

    public static readonly DiagnosticDescriptor SizeNotPositive = new(
        "MTL032", "A size is at least 1",
        "{0} is {1}; it must be at least 1",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL032.md");

    public static readonly DiagnosticDescriptor OptionOutOfRange = new(
        "MTL033", "An option is out of its range",
        "{0}'s {1} is {2}; it must be {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL033.md");

    public static readonly DiagnosticDescriptor InputWithoutShape = new(
        "MTL034", "An input has a shape",
        "Input '{0}' of '{1}' has no shape; give the shape of one example without the batch, such as [Input(100)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL034.md");

    public static readonly DiagnosticDescriptor TooLarge = new(
        "MTL035", "A tensor is too large",
        "{0} would have {1} numbers; the most is 2,147,483,647: reduce its size",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL035.md");

    public static readonly DiagnosticDescriptor UnknownLayer = new(
        "MTL036", "A layer or loss is one of MtlDsl's",
        "[{0}] of '{1}' is no layer or loss that code is generated for; write a custom node instead: a method with a body and [return: Shape(...)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL036.md");

    public static readonly DiagnosticDescriptor LengthsOfGeneratedNode = new(
        "MTL037", "The layers of a node know the lengths",
        "'{0}' of '{1}' names the lengths of input '{2}', which layers over time are given without being named; remove the parameter: only a node with a body reads lengths",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL037.md");

    public static readonly DiagnosticDescriptor LengthOfNoSequence = new(
        "MTL038", "A length is that of a sequence",
        "The output of '{0}' is as long as '{1}', which {2}; name a parameter that is a sequence, as in [return: Shape(64, LengthOf = nameof(words))]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL038.md");

    public static readonly DiagnosticDescriptor CrossEntropyNeedsClasses = new(
        "MTL040", "CrossEntropy chooses among classes",
        "'{0}' has one output, and a choice among one class is always right; use [BinaryCrossEntropy] for a yes or no, or give a Linear layer as many outputs as there are classes",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL040.md");

    public static readonly DiagnosticDescriptor EnumCountMismatch = new(
        "MTL041", "The outputs are the enum's classes",
        "'{0}' has {1} outputs, but '{2}' has {3} members; write Linear({3})",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL041.md");

    public static readonly DiagnosticDescriptor BinaryNeedsOneOutput = new(
        "MTL042", "BinaryCrossEntropy takes one output",
        "'{0}' has {1} outputs, and [BinaryCrossEntropy] is one yes or no; write Linear(1), or use [CrossEntropy] for exclusive classes or [MultiLabel] for independent ones",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL042.md");

    public static readonly DiagnosticDescriptor NoLoss = new(
        "MTL043", "A task has a loss",
        "'{0}' has no loss; add one: [CrossEntropy], [BinaryCrossEntropy], [MultiLabel], [MeanSquaredError], [MeanAbsoluteError] or [Huber]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL043.md");

    public static readonly DiagnosticDescriptor TwoLosses = new(
        "MTL044", "A task has one loss",
        "'{0}' has [{1}] and [{2}]; keep one, or make two tasks",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL044.md");

    public static readonly DiagnosticDescriptor LossWeightInvalid = new(
        "MTL045", "A loss weight is finite and not negative",
        "The loss weight of '{0}' is {1}; it must be at least 0 and finite as a float",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL045.md");

    public static readonly DiagnosticDescriptor LossWeightWithoutTask = new(
        "MTL046", "Only a task has a loss weight",
        "'{0}' is no task, so it has no loss to weigh; move [LossWeight] to a task",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL046.md");

    public static readonly DiagnosticDescriptor LossWithoutTask = new(
        "MTL047", "Only a task has a loss",
        "'{0}' is a [SharedLayer], and [{1}] belongs to a task; make it a [Task] or remove the loss",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL047.md");

    public static readonly DiagnosticDescriptor BinaryNeedsTwoMembers = new(
        "MTL048", "A yes or no has two members",
        "'{0}' is binary, but '{1}' has {2} members; use [CrossEntropy] with Linear({2}), or an enum of two members",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL048.md");

    public static readonly DiagnosticDescriptor EnumNeedsClassification = new(
        "MTL049", "An enum needs a classification",
        "'{0}' is a [Task<{1}>], but [{2}] does not choose among classes; use [CrossEntropy] or [BinaryCrossEntropy], or write [Task]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL049.md");

    public static readonly DiagnosticDescriptor WeightCountMismatch = new(
        "MTL050", "A weight for each output",
        "{0} has {1} weights, but '{2}' has {3} outputs; give {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL050.md");

    public static readonly DiagnosticDescriptor OutputNotVector = new(
        "MTL051", "A task's output is a vector",
        "'{0}' gives {1}, and [{2}] takes (batch, outputs); {3} where the vector should begin",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL051.md");

    public static readonly DiagnosticDescriptor LossTakesLogits = new(
        "MTL052", "The loss takes logits",
        "'{0}' ends in [{1}], but [{2}] applies it itself, to logits, which is exact where this one rounds to 0 or 1; remove [{1}]",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + "MTL052.md");

    public static readonly DiagnosticDescriptor NothingToLearn = new(
        "MTL053", "Every loss weight is 0",
        "All tasks of '{0}' have the loss weight 0, so the joint loss is constant; give at least one task a positive weight",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL053.md");

    public static readonly DiagnosticDescriptor EnumWithoutChoice = new(
        "MTL054", "An enum of classes has at least two members",
        "'{0}' chooses among the members of '{1}', of which there are {2}; give it at least two, or write [Task]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL054.md");

    public static readonly DiagnosticDescriptor NeverTrained = new(
        "MTL055", "A layer that nothing trains",
        "Whatever reads '{0}' detaches it, so no gradient reaches its parameters and they stay as they were drawn; remove [Detach] from one of the parameters",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + "MTL055.md");

    public static readonly DiagnosticDescriptor WeightsStatedAndBalanced = new(
        "MTL056", "Weights are stated or balanced",
        "[{0}] has {1} and Balanced = true, which learns them from the training data; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL056.md");

    public static readonly DiagnosticDescriptor LayerOnCustomNode = new(
        "MTL060", "A custom node has no layer attributes",
        "'{0}' has a body, which is its computation, so [{1}] would not be applied; remove the attribute, or the body (and make the method partial)",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL060.md");

    public static readonly DiagnosticDescriptor CustomNodeWithoutShape = new(
        "MTL061", "A custom node states its shape",
        "'{0}' has a body, from which its output shape cannot be inferred; add [return: Shape(...)] with the shape of one example, such as [return: Shape(64)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL061.md");

    public static readonly DiagnosticDescriptor ShapeOnGeneratedNode = new(
        "MTL062", "Only a custom node states its shape",
        "'{0}' is partial, so its shape follows from its layers; remove [return: Shape], or give the method a body and make it not partial",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL062.md");

    public static readonly DiagnosticDescriptor ModuleBeforeSeed = new(
        "MTL063", "A module is initialised before the seed is set",
        "'{0}' is initialised where it is declared, before the constructor sets the seed, so its parameters differ from run to run; assign it in 'partial void CreateModules()' instead",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + "MTL063.md");

    public static readonly DiagnosticDescriptor PartialWithBody = new(
        "MTL064", "A node is partial or has a body",
        "'{0}' is partial and has a body; remove the body, and it is generated from the attributes, or remove 'partial', and it is a custom node with [return: Shape(...)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL064.md");

    public static readonly DiagnosticDescriptor ModuleNeverMade = new(
        "MTL065", "A module is made in CreateModules",
        "'{0}' is null when the model registers its modules; assign it in 'partial void CreateModules()'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL065.md");

    public static readonly DiagnosticDescriptor RecordWithoutColumns = new(
        "MTL070", "A record input has columns",
        "'{0}' has no property with [Numeric] or [Categorical], so there is nothing to read; mark its columns",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL070.md");

    public static readonly DiagnosticDescriptor UnsupportedColumnType = new(
        "MTL071", "A column has a supported type",
        "'{0}.{1}' is '{2}'; [{3}] takes {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL071.md");

    public static readonly DiagnosticDescriptor CategoryCount = new(
        "MTL072", "A categorical column has at least two categories",
        "'{0}.{1}' has {2}; {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL072.md");

    public static readonly DiagnosticDescriptor TwoColumnKinds = new(
        "MTL073", "A column is numeric or categorical",
        "'{0}.{1}' is both [Numeric] and [Categorical]; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL073.md");

    public static readonly DiagnosticDescriptor RecordNotConstructible = new(
        "MTL074", "A record input can be constructed",
        "'{0}' is {1}; a record input is a class, record or struct that can be made from a row of data",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL074.md");

    public static readonly DiagnosticDescriptor LessAccessible = new(
        "MTL075", "A type is less accessible than its model",
        "'{0}' is less accessible than the model '{1}', whose generated members mention it; make '{0}' {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL075.md");

    public static readonly DiagnosticDescriptor LabelTypeMismatch = new(
        "MTL076", "A label's property has the label's type",
        "'{0}.{1}' carries the label of task '{2}', which is '{3}', but its type is '{4}'; make it '{3}' or rename it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL076.md");

    public static readonly DiagnosticDescriptor ColumnNotReadable = new(
        "MTL077", "A column can be read",
        "'{0}.{1}' is {2}, so it cannot be a column; make it an instance property with a getter that the model may call",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL077.md");

    public static readonly DiagnosticDescriptor TwoSampleWeights = new(
        "MTL078", "An example has one sample weight",
        "'{0}' and '{1}' both weigh an example of '{2}'; keep one [SampleWeight]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL078.md");

    public static readonly DiagnosticDescriptor ReservedName = new(
        "MTL080", "A name is taken by generated code",
        "'{0}' is the name of {1}; rename the {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL080.md");

    public static readonly DiagnosticDescriptor KeywordName = new(
        "MTL081", "A name is a C# keyword",
        "'{0}' is a C# keyword, and generated code needs plain names; rename the {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL081.md");

    public static readonly DiagnosticDescriptor GroupWithoutEffect = new(
        "MTL090", "A learning rate or penalty without effect",
        "[{0}] of '{1}' changes nothing: {2}; remove it",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + "MTL090.md");

    public static readonly DiagnosticDescriptor GroupsDiffer = new(
        "MTL091", "A module has one learning rate and penalty",
        "'{0}' and '{1}' both use '{2}' but have different learning rates or penalties; give them the same, or each a module of its own",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL091.md");
}
