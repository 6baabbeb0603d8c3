package exchange.api.web;

import exchange.core.quote.SurveySupply;
import exchange.core.quote.SurveySupply.Supply;
import exchange.core.values.DateRange;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is free in the month ahead, counted every few seconds however many look. */
@Component
final class FreeThisMonth {
  private static final int DAYS = 30;
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Mono<Figures> figures;

  FreeThisMonth(SurveySupply surveySupply, Clock clock) {
    this.figures =
        Mono.defer(
                () -> {
                  DateRange month =
                      DateRange.ofDays(SearchForm.defaultStart(LocalDate.now(clock)), DAYS);
                  return surveySupply
                      .survey(month, listing -> true)
                      .map(supply -> new Figures(month, supply));
                })
            .cache(found -> FRESH, failed -> Duration.ZERO, () -> Duration.ZERO);
  }

  /**
   * @param supply the most first
   */
  record Figures(DateRange month, List<Supply> supply) {}

  Mono<Figures> figures() {
    return figures;
  }
}
