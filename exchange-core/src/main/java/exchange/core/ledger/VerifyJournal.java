package exchange.core.ledger;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An operator has every entry of the journal worked out anew from the books. */
public final class VerifyJournal {
  /** Few enough that no statement runs long. */
  private static final int SLICE = 20_000;

  private static final int AT_ONCE = 2;
  private static final int MOST_TOLD = 100;

  private final Journal journal;

  public VerifyJournal(Journal journal) {
    this.journal = journal;
  }

  /**
   * @param entries how many were looked at
   * @param faults the first ones, in a sentence each; none if all is as it was sealed
   */
  public record Verdict(long entries, List<String> faults) {}

  /**
   * @return as an error: {@code FORBIDDEN}
   */
  public Mono<Verdict> verify(Caller caller) {
    caller.require(Role.OPERATOR);
    return journal
        .length()
        .flatMap(
            length ->
                Mono.zip(wrong(length), journal.faults())
                    .map(
                        found ->
                            new Verdict(
                                length,
                                Stream.concat(found.getT1().stream(), found.getT2().stream())
                                    .toList())));
  }

  private Mono<List<String>> wrong(long length) {
    int slices = Math.toIntExact((length + SLICE - 1) / SLICE);
    return Flux.range(0, slices)
        .flatMapSequential(
            slice ->
                journal.wrongEntries(
                    (long) slice * SLICE + 1, Math.min(length, (slice + 1L) * SLICE)),
            AT_ONCE)
        .take(MOST_TOLD)
        .map(number -> "entry " + number + " is not what was sealed")
        .collectList();
  }
}
