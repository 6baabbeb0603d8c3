package exchange.core.dispute;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;

/**
 * One party of a lease wants money of the other. As much of it as is there is frozen until the end,
 * when the award is paid out of it and the rest goes back to where it came from.
 *
 * @param openerId who wants it
 * @param respondentId of whom
 * @param amount what is wanted, and the most that can be awarded
 * @param frozen what was there of it when the dispute was opened
 * @param answerBy until then the respondent may answer; from then on it is ruled without
 * @param appealBy until then the ruling may be appealed against; from then on it is final
 * @param appealDays how long that is
 * @param governingLaw by which it is ruled
 * @param seat of the arbitration
 * @param awarded by the latest ruling, or as settled
 * @param paid of the award, once it is over
 * @param timeline all that happened, in order
 */
public record Dispute(
    UUID id,
    UUID contractId,
    UUID openerId,
    UUID respondentId,
    Subject subject,
    Money amount,
    Money frozen,
    State state,
    Instant openedAt,
    Instant answerBy,
    Optional<Instant> appealBy,
    int appealDays,
    String governingLaw,
    String seat,
    Optional<Money> awarded,
    Optional<Money> paid,
    List<Entry> timeline) {
  /** How many offers, and how many files, a party may add. */
  public static final int MOST_OFFERS = 20;

  public static final int MOST_FILES = 20;

  public Dispute {
    timeline = List.copyOf(timeline);
  }

  /** Where a dispute is. Money moves only where it is over. */
  public enum State {
    OPEN,
    ANSWERED,
    /** By an operator; final when nobody appeals in time. */
    RULED,
    /** Waits for the second ruling, which is the last. */
    APPEALED,
    FINAL,
    /** One side took the other's offer. */
    SETTLED,
    /** By who opened it. */
    WITHDRAWN;

    public boolean isOver() {
      return switch (this) {
        case OPEN, ANSWERED, RULED, APPEALED -> false;
        case FINAL, SETTLED, WITHDRAWN -> true;
      };
    }

    /** Where a command leads, if it is its turn; {@code dispute_step} in SQL says the same. */
    public Optional<State> after(Command command) {
      if (isOver()) {
        return Optional.empty();
      }
      return switch (command) {
        case OFFER, ADD_EVIDENCE -> Optional.of(this);
        case ACCEPT -> Optional.of(SETTLED);
        case WITHDRAW -> Optional.of(WITHDRAWN);
        case ANSWER -> from(OPEN, ANSWERED);
        case RULE ->
            from(APPEALED, FINAL).or(() -> from(OPEN, RULED)).or(() -> from(ANSWERED, RULED));
        case APPEAL -> from(RULED, APPEALED);
        case CLOSE -> from(RULED, FINAL);
      };
    }

    private Optional<State> from(State here, State there) {
      return this == here ? Optional.of(there) : Optional.empty();
    }
  }

  /** Who does something. */
  public enum Party {
    OPENER,
    RESPONDENT,
    OPERATOR,
    /** Nobody did anything until a deadline. */
    TIME
  }

  /** What can be done with a dispute; {@code dispute_mover} in SQL says by whom, too. */
  @SuppressWarnings("ImmutableEnumChecker") // Set.of gives immutable ones.
  public enum Command {
    ANSWER(Party.RESPONDENT),
    /** An amount to end it with. */
    OFFER(Party.OPENER, Party.RESPONDENT),
    /** The other side's latest offer. */
    ACCEPT(Party.OPENER, Party.RESPONDENT),
    WITHDRAW(Party.OPENER),
    RULE(Party.OPERATOR),
    APPEAL(Party.OPENER, Party.RESPONDENT),
    /** Of a ruling that nobody appealed against. */
    CLOSE(Party.TIME),
    ADD_EVIDENCE(Party.OPENER, Party.RESPONDENT);

    private final Set<Party> movers;

    Command(Party... movers) {
      this.movers = Set.of(movers);
    }

    public Set<Party> movers() {
      return movers;
    }
  }

  /** What stands on the timeline; each is an event as well. */
  public enum EntryKind {
    OPENED,
    ANSWERED,
    OFFERED,
    EVIDENCE_ADDED,
    RULED,
    APPEALED,
    FINAL,
    SETTLED,
    WITHDRAWN
  }

  /**
   * @param words what was said
   * @param amount offered, awarded, or wanted when it was opened
   */
  public record Entry(
      UUID id,
      EntryKind kind,
      Party by,
      Instant at,
      Optional<String> words,
      Optional<Money> amount,
      Optional<Evidence> evidence) {}

  /**
   * Where {@code command} leads.
   *
   * @param by who does it
   * @throws exchange.core.values.RefusedException {@code NOT_YOUR_MOVE}, {@code
   *     DISPUTE_OUT_OF_TURN}, {@code DISPUTE_DEADLINE_PASSED}, {@code DISPUTE_AWAITS_ANSWER}
   */
  public State after(Command command, Party by, Instant now) {
    if (!command.movers().contains(by)) {
      throw Refusal.of(RefusalCode.NOT_YOUR_MOVE);
    }
    State next = state.after(command).orElseThrow(this::outOfTurn);
    Instant appealUntil = appealBy.orElse(Instant.MAX);
    if (command == Command.ANSWER) {
      requireBefore(answerBy, now);
    } else if (command == Command.APPEAL) {
      requireBefore(appealUntil, now);
    } else if (command == Command.RULE && state == State.OPEN && now.isBefore(answerBy)) {
      throw Refusal.of(RefusalCode.DISPUTE_AWAITS_ANSWER, "answerBy", answerBy);
    } else if (command == Command.CLOSE && now.isBefore(appealUntil)) {
      throw outOfTurn();
    }
    return next;
  }

  private static void requireBefore(Instant deadline, Instant now) {
    if (!now.isBefore(deadline)) {
      throw Refusal.of(RefusalCode.DISPUTE_DEADLINE_PASSED, "deadline", deadline);
    }
  }

  private RuntimeException outOfTurn() {
    return Refusal.of(RefusalCode.DISPUTE_OUT_OF_TURN, "state", state);
  }

  /** When the appeal against a ruling of {@code now} is due. */
  public Instant appealBy(Instant now) {
    return now.plus(Duration.ofDays(appealDays));
  }

  public Optional<Party> partyOf(UUID organizationId) {
    if (organizationId.equals(openerId)) {
      return Optional.of(Party.OPENER);
    }
    return organizationId.equals(respondentId) ? Optional.of(Party.RESPONDENT) : Optional.empty();
  }

  /** What the respondent owes beyond what was frozen, once it is over. */
  public Optional<Money> owed() {
    return paid.flatMap(part -> awarded.map(whole -> whole.minus(part)));
  }

  /** Whether only an operator can bring it on. */
  public boolean awaitsRuling(Instant now) {
    return switch (state) {
      case ANSWERED, APPEALED -> true;
      case OPEN -> !now.isBefore(answerBy);
      case RULED, FINAL, SETTLED, WITHDRAWN -> false;
    };
  }

  /** The other side's latest offer, if {@code party} could take one. */
  public Optional<Entry> offerTo(Party party) {
    return timeline.stream()
        .filter(each -> each.kind() == EntryKind.OFFERED && each.by() != party)
        .reduce((earlier, later) -> later);
  }

  /** How many of them {@code party} has added. */
  public long count(EntryKind kind, Party party) {
    return timeline.stream().filter(each -> each.kind() == kind && each.by() == party).count();
  }
}
