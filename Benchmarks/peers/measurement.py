"""What the programs in Python share: command line, warm-up, rounds, one line of JSON.

Import it before torch: it sets the number of threads, which the BLAS and OpenMP libraries read when they are loaded.
"""
import argparse
import json
import os
import statistics
import time

ROWS = 8192
WARM_UP_SECONDS, ROUND_SECONDS = 1.0, 0.2


def positive(parse):
    def check(text):
        value = parse(text)
        if value <= 0:
            raise argparse.ArgumentTypeError(f"{text} is not positive")
        return value
    return check


def arguments(batch, methods=None):
    """The options; batch is the default of --batch, and --method is one of the methods if there are any."""
    parser = argparse.ArgumentParser()
    if methods:
        parser.add_argument("--method", choices=sorted(methods), required=True)
    parser.add_argument("--batch", type=positive(int), default=batch)
    parser.add_argument("--threads", type=positive(int), default=1)
    parser.add_argument("--seconds", type=positive(float), default=5.0)
    options = parser.parse_args()
    if options.batch > ROWS:
        parser.error(f"--batch {options.batch}: there are only {ROWS} rows")
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(options.threads)
    return options


def run(step, steps):
    """The seconds that this many steps take, those of a processor among them, and the loss of the last one."""
    start, processor_start = time.perf_counter(), time.process_time()
    for _ in range(steps):
        loss = step()
    return time.perf_counter() - start, time.process_time() - processor_start, loss.item()


def measure(peer, options, step):
    """Prints the median over the rounds of the time of one step, which returns its loss."""
    import torch

    warm_up, warm_up_steps = 0.0, 0
    while warm_up < WARM_UP_SECONDS:
        warm_up += run(step, 10)[0]
        warm_up_steps += 10
    steps = max(1, round(warm_up_steps / warm_up * ROUND_SECONDS))

    rounds, processor_rounds, total = [], [], 0.0
    while total < options.seconds:
        seconds, processor_seconds, loss = run(step, steps)
        rounds.append(seconds / steps)
        processor_rounds.append(processor_seconds / steps)
        total += seconds

    median = statistics.median(rounds)
    print(json.dumps({
        "peer": peer, "version": torch.__version__, "batch": options.batch, "threads": options.threads,
        "steps_per_second": round(1 / median, 1), "microseconds_per_step": round(median * 1e6, 2),
        "fastest_round_microseconds": round(min(rounds) * 1e6, 2), "rounds": len(rounds), "loss": loss,
        "processor_microseconds_per_step": round(statistics.median(processor_rounds) * 1e6, 2)}))
