package exchange.core.credit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** All that a member's credit is worked out from. */
public record CreditHistory(UUID organizationId, Instant admittedAt, List<CreditFact> facts) {
  public CreditHistory {
    facts = List.copyOf(facts);
  }
}
