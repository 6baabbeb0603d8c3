package exchange.matcher;

import org.optaplanner.core.api.domain.entity.PlanningEntity;
import org.optaplanner.core.api.domain.valuerange.CountableValueRange;
import org.optaplanner.core.api.domain.valuerange.ValueRangeFactory;
import org.optaplanner.core.api.domain.valuerange.ValueRangeProvider;
import org.optaplanner.core.api.domain.variable.PlanningVariable;

/** What OptaPlanner plans: a request and which of its choices it gets; to stay unmatched is one. */
@PlanningEntity
class Request {
  private final int number;
  private final int firstChoice;
  private final int endOfChoices;

  @PlanningVariable(valueRangeProviderRefs = "choices")
  private Integer choice;

  /** Never used; OptaPlanner insists. */
  Request() {
    this(0, 0, 0, 0);
  }

  Request(int number, int firstChoice, int endOfChoices, int choice) {
    this.number = number;
    this.firstChoice = firstChoice;
    this.endOfChoices = endOfChoices;
    this.choice = choice;
  }

  Request copy() {
    return new Request(number, firstChoice, endOfChoices, choice);
  }

  @ValueRangeProvider(id = "choices")
  CountableValueRange<Integer> choices() {
    return ValueRangeFactory.createIntValueRange(firstChoice, endOfChoices);
  }

  int number() {
    return number;
  }

  int choice() {
    return choice;
  }

  void choose(Integer next) {
    choice = next;
  }
}
