package exchange.core.review;

import static exchange.core.review.Criterion.AS_DESCRIBED;
import static exchange.core.review.Criterion.COMMUNICATION;
import static exchange.core.review.Criterion.GOODS_AS_DECLARED;
import static exchange.core.review.Criterion.HANDLING;
import static exchange.core.review.Criterion.PUNCTUALITY;

import exchange.core.lease.LeaseTerms;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** As whom somebody reviews the other party of a lease. */
public enum Side {
  EXPORTER,
  OWNER;

  /** By which it marks the other. */
  public List<Criterion> criteria() {
    return switch (this) {
      case EXPORTER -> List.of(AS_DESCRIBED, HANDLING, COMMUNICATION);
      case OWNER -> List.of(GOODS_AS_DECLARED, PUNCTUALITY, COMMUNICATION);
    };
  }

  /** Nothing for somebody who is no party to the lease. */
  public static Optional<Side> of(LeaseTerms terms, UUID organizationId) {
    if (terms.exporterId().equals(organizationId)) {
      return Optional.of(EXPORTER);
    }
    return terms.ownerId().equals(organizationId) ? Optional.of(OWNER) : Optional.empty();
  }
}
