package exchange.core.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem.Choice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a plan leaves free on each slot. */
record Leftover(List<CapacityProfile> slots) {

  static Leftover of(MatchingProblem problem, Plan plan) {
    List<int[]> units = new ArrayList<>();
    problem.slots().forEach(slot -> units.add(slot.free().units()));
    for (int i = 0; i < plan.choices().size(); i++) {
      for (Choice choice : problem.chosen(plan, i)) {
        LocalDate first = problem.slots().get(choice.slot()).free().firstDay();
        int from = Math.toIntExact(choice.stay().from().toEpochDay() - first.toEpochDay());
        for (int day = from; day < from + choice.stay().days(); day++) {
          units.get(choice.slot())[day] -= choice.units();
        }
      }
    }
    List<CapacityProfile> slots = new ArrayList<>();
    for (int slot = 0; slot < units.size(); slot++) {
      LocalDate first = problem.slots().get(slot).free().firstDay();
      slots.add(new CapacityProfile(first, units.get(slot)));
    }
    return new Leftover(List.copyOf(slots));
  }

  /** Whether {@code choice} fits once {@code given}, on the same slot, is given back. */
  boolean fits(Choice choice, Choice given) {
    CapacityProfile free = slots.get(choice.slot());
    return choice
        .stay()
        .from()
        .datesUntil(choice.stay().to())
        .allMatch(
            day -> {
              boolean back = !day.isBefore(given.stay().from()) && day.isBefore(given.stay().to());
              return free.on(day) + (back ? given.units() : 0) >= choice.units();
            });
  }
}
