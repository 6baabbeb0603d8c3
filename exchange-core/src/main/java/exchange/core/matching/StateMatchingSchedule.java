package exchange.core.matching;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator says when rounds start by themselves. */
public final class StateMatchingSchedule {
  private final MatchingSchedules schedules;

  public StateMatchingSchedule(MatchingSchedules schedules) {
    this.schedules = schedules;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, {@code VALIDATION_FAILED} when it is on but never due
   */
  public Mono<MatchingSchedule> state(Caller caller, UUID id, MatchingSchedule schedule) {
    caller.require(Role.OPERATOR);
    if (schedule.on() && !schedule.hasAnOccasion()) {
      throw Refusal.invalid("on", "takes an interval, a time of day or a number of requests");
    }
    return schedules.state(id, schedule);
  }
}
