package exchange.bench.matching;

import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Choice;

/** Cost and overload of generalised assignment, kept up to date choice by choice. */
final class PlainScore {
  private final MatchingProblem problem;
  private final int[] free;
  private long cost;
  private long overload;

  PlainScore(MatchingProblem problem) {
    this.problem = problem;
    this.free = problem.slots().stream().mapToInt(slot -> slot.free().units()[0]).toArray();
  }

  void add(int job, int index) {
    change(job, index, 1);
  }

  void remove(int job, int index) {
    change(job, index, -1);
  }

  private void change(int job, int index, int sign) {
    Choice choice = problem.candidates().get(job).choices().get(index);
    cost += sign * choice.cost();
    overload += Math.min(0, free[choice.slot()]);
    free[choice.slot()] -= sign * choice.units();
    overload -= Math.min(0, free[choice.slot()]);
  }

  long cost() {
    return cost;
  }

  long overload() {
    return overload;
  }
}
