package exchange.api.postgres;

import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Failed;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.matching.MatchingRound.Settings;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.Proposal;
import exchange.core.matching.Reasons;
import exchange.core.matching.RoundProof;
import exchange.core.matching.SpaceValue;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresMatchingRounds implements MatchingRounds {
  private static final Function<String, MatchingRound> ROUND =
      Documents.reader(MatchingRound.class);
  private static final Function<String, Reported> REPORTED = Documents.reader(Reported.class);
  private static final Function<String, Proposal> PROPOSAL = Documents.reader(Proposal.class);
  private static final Function<String, RoundProof> PROOF = Documents.reader(RoundProof.class);
  private static final Function<String, SpaceValue> SPACE_VALUE =
      Documents.reader(SpaceValue.class);
  private static final Function<String, Boolean> DONE = Documents.reader(Boolean.class);

  private final Database database;
  private final Progress nothingYet;

  /**
   * @param market the currency in which progress is reported
   */
  public PostgresMatchingRounds(ConnectionFactory connections, CurrencyUnit market) {
    this.database = new Database(connections);
    this.nothingYet = new Progress(0, Money.zero(market), Money.zero(market), 0, 0);
  }

  @Override
  public Mono<MatchingRound> open(UUID id, Settings settings) {
    return database.change("open_round", Map.of("id", id, "settings", settings), ROUND);
  }

  @Override
  public Mono<MatchingRound> find(UUID id) {
    return database.one(
        "select round_json(r)::text from matching_round r where id = $1", ROUND, id);
  }

  @Override
  public Mono<Page<MatchingRound>> page(Page.Query query) {
    return database.page(
        "select seq, round_json(r)::text from matching_round r where seq < $1", query, ROUND);
  }

  @Override
  public Mono<MatchingRound> claim(Duration silence) {
    return database.change(
        "claim_round",
        Map.of("silenceMillis", silence.toMillis(), "nothingYet", nothingYet),
        ROUND);
  }

  @Override
  public Mono<Void> report(UUID id, Progress progress) {
    return database.change("report_round", Map.of("id", id, "progress", progress), DONE).then();
  }

  @Override
  public Flux<Reported> reports(UUID id, long after) {
    return database.all(
        """
        select jsonb_build_object('number', number, 'progress', progress)::text
        from round_report where round_id = $1 and number > $2 order by number""",
        REPORTED,
        id,
        after);
  }

  @Override
  public Mono<Void> propose(Proposal proposal) {
    return database.change("propose", proposal, DONE).then();
  }

  @Override
  public Mono<Void> prove(UUID id, RoundProof proof, List<SpaceValue> values) {
    return database
        .change("prove_round", Map.of("id", id, "proof", proof, "values", values), DONE)
        .then();
  }

  @Override
  public Mono<RoundProof> proof(UUID id) {
    return database.one("select doc::text from round_proof where round_id = $1", PROOF, id);
  }

  @Override
  public Mono<SpaceValue> spaceValue(UUID listingId) {
    return database.one(
        "select doc::text from space_value where listing_id = $1", SPACE_VALUE, listingId);
  }

  @Override
  public Mono<Void> explain(UUID id, UUID requestId, Reasons reasons) {
    return database
        .change(
            "explain_proposal",
            Map.of("roundId", id, "requestId", requestId, "reasons", reasons),
            DONE)
        .then();
  }

  @Override
  public Mono<MatchingRound> finish(UUID id, Result result) {
    return end(id, new Finished(result));
  }

  @Override
  public Mono<MatchingRound> fail(UUID id, String reason) {
    return end(id, new Failed(reason));
  }

  private Mono<MatchingRound> end(UUID id, MatchingRound.State state) {
    return database.change(
        "end_round", Map.of("id", id, "state", Documents.state(state), "outcome", state), ROUND);
  }

  @Override
  public Mono<Page<Proposal>> proposals(UUID id, Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, (doc || jsonb_build_object('reasons', reasons))::text from proposal
        where seq < $1 and round_id = $2
          and ($3 or exporter_id = $4 or $4 = any (owner_ids))""",
        query,
        json -> PROPOSAL.apply(json).seenBy(caller),
        id,
        caller.isOperator(),
        caller.organizationId());
  }
}
