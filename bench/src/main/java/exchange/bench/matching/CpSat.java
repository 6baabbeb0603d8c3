package exchange.bench.matching;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The same problem as a model for CP-SAT: one Boolean for each choice, at most one of a request,
 * and one constraint for each slot and run of days over which nothing changes.
 */
final class CpSat {

  /** What CP-SAT found, and below which cost it knows that there is nothing. */
  record Solved(Optional<Plan> plan, long bound) {}

  private final MatchingProblem problem;
  private final CpModel model = new CpModel();
  private final List<List<BoolVar>> taken = new ArrayList<>();

  private CpSat(MatchingProblem problem) {
    this.problem = problem;
  }

  static Solved solve(MatchingProblem problem, double seconds, int workers, long seed) {
    Loader.loadNativeLibraries();
    CpSat cpSat = new CpSat(problem);
    cpSat.state();
    CpSolver solver = new CpSolver();
    solver.getParameters().setMaxTimeInSeconds(seconds);
    solver.getParameters().setNumWorkers(workers);
    solver.getParameters().setRandomSeed((int) seed);
    CpSolverStatus status = solver.solve(cpSat.model);
    boolean found = status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
    return new Solved(
        found ? Optional.of(cpSat.plan(solver)) : Optional.empty(),
        (long) Math.ceil(solver.bestObjectiveBound() - 1e-6));
  }

  private void state() {
    LinearExprBuilder cost = LinearExpr.newBuilder();
    List<List<Use>> uses = new ArrayList<>();
    problem.slots().forEach(slot -> uses.add(new ArrayList<>()));
    for (Candidate candidate : problem.candidates()) {
      List<BoolVar> mine = new ArrayList<>();
      for (Choice choice : candidate.choices()) {
        BoolVar variable = model.newBoolVar("");
        mine.add(variable);
        cost.addTerm(variable, choice.cost() - candidate.unmatchedCost());
        uses.get(choice.slot()).add(new Use(choice, variable));
      }
      model.addAtMostOne(new ArrayList<Literal>(mine));
      cost.add(candidate.unmatchedCost());
      taken.add(mine);
    }
    for (int slot = 0; slot < uses.size(); slot++) {
      limit(problem.slots().get(slot), uses.get(slot));
    }
    model.minimize(cost);
  }

  private record Use(Choice choice, BoolVar variable) {}

  private void limit(Slot slot, List<Use> uses) {
    TreeSet<LocalDate> changes = new TreeSet<>();
    uses.forEach(use -> changes.add(use.choice.stay().from()));
    uses.forEach(use -> changes.add(use.choice.stay().to()));
    for (LocalDate day : changes) {
      LocalDate next = changes.higher(day);
      if (next != null) {
        LinearExprBuilder units = LinearExpr.newBuilder();
        uses.stream()
            .filter(use -> !use.choice.stay().from().isAfter(day))
            .filter(use -> use.choice.stay().to().isAfter(day))
            .forEach(use -> units.addTerm(use.variable, use.choice.units()));
        int free = day.datesUntil(next).mapToInt(slot.free()::on).min().orElse(0);
        model.addLessOrEqual(units, free);
      }
    }
  }

  private Plan plan(CpSolver solver) {
    List<Integer> choices = new ArrayList<>();
    for (List<BoolVar> mine : taken) {
      int chosen = -1;
      for (int i = 0; i < mine.size(); i++) {
        chosen = solver.booleanValue(mine.get(i)) ? i : chosen;
      }
      choices.add(chosen);
    }
    return Plan.of(choices);
  }
}
