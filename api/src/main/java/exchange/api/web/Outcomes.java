package exchange.api.web;

import exchange.core.matching.Proposal;
import exchange.core.matching.Proposal.Matched;
import exchange.core.matching.Proposal.Unmatched;
import java.util.Optional;
import org.springframework.web.reactive.result.view.Rendering;

/** What a round had for a request, for the template that tells it. */
final class Outcomes {
  private Outcomes() {}

  static void add(Rendering.Builder<?> page, Proposal proposal) {
    page.modelAttribute("row", Row.of(proposal));
  }

  /** A proposal as a row; exactly one of {@code matched} and {@code unmatched} is there. */
  public record Row(Proposal proposal, Optional<Matched> matched, Optional<Unmatched> unmatched) {

    static Row of(Proposal proposal) {
      return proposal
          .outcome()
          .fold(
              new Proposal.Cases<Row>() {
                @Override
                public Row matched(Matched matched) {
                  return new Row(proposal, Optional.of(matched), Optional.empty());
                }

                @Override
                public Row unmatched(Unmatched unmatched) {
                  return new Row(proposal, Optional.empty(), Optional.of(unmatched));
                }
              });
    }
  }
}
