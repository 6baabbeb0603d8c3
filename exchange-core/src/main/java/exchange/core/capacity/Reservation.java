package exchange.core.capacity;

import exchange.core.lease.LeaseTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Capacity taken out of the market for a short time. Ends exactly once: confirmed, released or
 * expired.
 */
public sealed interface Reservation {
  UUID id();

  LeaseTerms terms();

  Instant expiresAt();

  /** Those of the other parts, if the request is split: what becomes of one becomes of all. */
  List<UUID> siblings();

  /** Handles every state; adding one breaks each caller until it is handled. */
  <R> R fold(Cases<R> cases);

  /** One branch per state. */
  interface Cases<R> {
    R held(Held held);

    R confirmed(Confirmed confirmed);

    R released(Released released);

    R expired(Expired expired);
  }

  /**
   * Occupies its days until {@code expiresAt}, exclusive.
   *
   * @param extended whether its one extension is used
   */
  record Held(UUID id, LeaseTerms terms, Instant expiresAt, List<UUID> siblings, boolean extended)
      implements Reservation {
    public Held {
      siblings = List.copyOf(siblings);
    }

    public boolean isLiveAt(Instant now) {
      return now.isBefore(expiresAt);
    }

    /** One that is not extended yet. */
    public Held extend(Duration more) {
      return new Held(id, terms, expiresAt.plus(more), siblings, true);
    }

    public Confirmed confirm(UUID contractId) {
      return new Confirmed(id, terms, expiresAt, siblings, contractId);
    }

    public Released release() {
      return new Released(id, terms, expiresAt, siblings);
    }

    public Expired expire() {
      return new Expired(id, terms, expiresAt, siblings);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.held(this);
    }
  }

  /** Became a contract, which occupies the days from then on. */
  record Confirmed(
      UUID id, LeaseTerms terms, Instant expiresAt, List<UUID> siblings, UUID contractId)
      implements Reservation {
    public Confirmed {
      siblings = List.copyOf(siblings);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.confirmed(this);
    }
  }

  /** Given back by the exporter. */
  record Released(UUID id, LeaseTerms terms, Instant expiresAt, List<UUID> siblings)
      implements Reservation {
    public Released {
      siblings = List.copyOf(siblings);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.released(this);
    }
  }

  /** Ran out; its days are free again. */
  record Expired(UUID id, LeaseTerms terms, Instant expiresAt, List<UUID> siblings)
      implements Reservation {
    public Expired {
      siblings = List.copyOf(siblings);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.expired(this);
    }
  }
}
