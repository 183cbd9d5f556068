"""What scikit-learn makes of rows of unequal classes and groups: folds, balanced weights and standardised features."""
import numpy as np
import sklearn
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold
from sklearn.preprocessing import StandardScaler
from sklearn.utils.class_weight import compute_class_weight

from reference import FORMULA, label, value, write

ROWS = 203


def skewed(salt, thresholds):
    """Classes of very different sizes: how many of the thresholds a hash reaches."""
    return np.searchsorted(thresholds, label(ROWS, 8191, salt).numpy(), side="right")


CLASSES = skewed(31, [3000, 5500, 6900, 7700])
GROUPS = skewed(32, [400, 900, 1700, 2000, 2900, 3100, 4200, 4700, 5600, 6300, 7000, 7200])


def class_counts(splits):
    """How many rows of each class the validation side of each fold has."""
    return [np.bincount(CLASSES[validation], minlength=CLASSES.max() + 1) for _, validation in splits]


FEATURES = value((ROWS, 4), 33, 8.0).numpy() * np.float32([1, 0, 1000, 0.25]) + np.float32([0, 3, 5000, -1])
scaler = StandardScaler().fit(FEATURES.astype(np.float64))

write(__file__, {
    "scikit_learn": sklearn.__version__,
    "formula": FORMULA,
    "classes": CLASSES,
    "groups": GROUPS,
    "folds": [{
        "count": folds,
        "sizes": [len(validation) for _, validation in KFold(folds).split(CLASSES)],
        "class_counts": class_counts(StratifiedKFold(folds).split(CLASSES, CLASSES)),
        "group_sizes": sorted(len(validation) for _, validation in GroupKFold(folds).split(CLASSES, groups=GROUPS)),
    } for folds in (2, 3, 5, 6)],
    "balanced": compute_class_weight("balanced", classes=np.unique(CLASSES), y=CLASSES),
    "features": FEATURES,
    "mean": scaler.mean_,
    "deviation": scaler.scale_,
})
