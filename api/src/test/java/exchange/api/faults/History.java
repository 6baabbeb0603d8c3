package exchange.api.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** Everything that the clients of a round asked and were answered, and when. */
final class History {
  enum Kind {
    HOLD,
    CONFIRM,
    RELEASE,
    READ,
    WALLET,
    /** A quote, an offer or a consent, which changes no lease yet. */
    PREPARE,
    /** Units of a lease are given back. */
    AMEND,
    /** Units are added to a lease, which is another lease. */
    ANNEX,
    /** Units of a lease go to somebody else's. */
    TAKE
  }

  /**
   * What a call with a key does to a lease.
   *
   * @param lease the contract
   * @param from the first day on which it has fewer units
   * @param left as many as it has from then on
   * @param made the space of the lease that comes of it, named by the quote or offer
   */
  record Change(String key, Kind kind, String lease, int from, int left, Optional<Space> made) {
    /** Leaves the lease as it is. */
    static Change of(String key, Kind kind, String lease, Space made) {
      return new Change(key, kind, lease, 0, Integer.MAX_VALUE, Optional.of(made));
    }
  }

  /** What a quote asks for: units of a slot on some days, counted from the slot's first. */
  record Space(String quote, String exporter, String listing, int first, int days, int units) {
    int on(int day) {
      return first <= day && day < first + days ? units : 0;
    }
  }

  /**
   * One request and its answer.
   *
   * @param subject the quote of a hold, the exporter of a wallet, the address of what changes a
   *     lease, else the reservation
   * @param key of the intent; empty for what only reads
   * @param body as sent
   * @param status 0 when no answer came
   */
  record Call(
      Kind kind,
      String subject,
      String key,
      String body,
      Instant begin,
      Instant end,
      int status,
      boolean retryAfter,
      JsonNode answer) {

    boolean ok() {
      return status / 100 == 2;
    }

    /** Whether it may have happened or not: no answer, or one that leaves it open. */
    boolean inDoubt() {
      return status == 0 || status >= 500 || code().equals("IDEMPOTENCY_KEY_IN_FLIGHT");
    }

    String code() {
      return answer.path("code").asString();
    }

    String text(String field) {
      return answer.path(field).asString();
    }

    Instant expiresAt() {
      return Instant.parse(text("expiresAt"));
    }
  }

  /** A time in which something lasted. */
  record Span(Instant begin, Instant end) {
    boolean touches(Span other) {
      return !end.isBefore(other.begin) && !begin.isAfter(other.end);
    }

    Duration length() {
      return Duration.between(begin, end);
    }
  }

  private final boolean kept;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final Map<String, Space> spaces = new ConcurrentHashMap<>();
  private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
  final Map<String, Integer> capacities = new ConcurrentHashMap<>();
  final Map<String, Long> deposits = new ConcurrentHashMap<>();

  /** The first one of the slots. */
  volatile LocalDate firstDay = LocalDate.MIN;

  /** In which a fault was at work. */
  final Queue<Span> outages = new ConcurrentLinkedQueue<>();

  /** From the expiry of a hold until the same units were held again. */
  final Queue<Span> releases = new ConcurrentLinkedQueue<>();

  /** What the books said of the sum of all money, whenever they were asked; it is always 0. */
  final Queue<Long> sums = new ConcurrentLinkedQueue<>();

  History() {
    this(true);
  }

  private History(boolean kept) {
    this.kept = kept;
  }

  /** For runs that are too long to remember each call. */
  static History ofNothing() {
    return new History(false);
  }

  void add(Call call) {
    if (kept) {
      calls.add(call);
    }
  }

  void add(Space space) {
    spaces.put(space.quote(), space);
  }

  /** Before its first call. */
  void add(Change change) {
    changes.add(change);
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  Space space(String quote) {
    return spaces.get(quote);
  }

  Collection<Space> spaces() {
    return spaces.values();
  }

  List<Call> calls(Kind kind) {
    return calls.stream().filter(call -> call.kind() == kind).toList();
  }

  /** How long the ends of holds took to be felt while no fault was at work. */
  List<Duration> releaseLags() {
    return releases.stream()
        .filter(release -> outages.stream().noneMatch(release::touches))
        .map(Span::length)
        .toList();
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }
}
