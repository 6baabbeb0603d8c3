package exchange.api.postgres;

import exchange.core.dispute.Dispute;
import exchange.core.dispute.Dispute.Command;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.Disputes;
import exchange.core.dispute.Evidence;
import exchange.core.dispute.EvidenceFile;
import exchange.core.dispute.EvidenceType;
import exchange.core.dispute.Move;
import exchange.core.dispute.Subject;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresDisputes implements Disputes {
  private static final Function<String, Dispute> DISPUTE = Documents.reader(Dispute.class);
  private static final Function<String, UUID> ID = Documents.reader(UUID.class);
  private static final Function<String, Stored> STORED = Documents.reader(Stored.class);

  private final Database database;

  public PostgresDisputes(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** What {@code command.open_dispute} reads. */
  private record Opened(
      UUID id,
      UUID contractId,
      UUID callerId,
      Subject subject,
      long minor,
      String currency,
      String statement,
      DisputeRules rules,
      Instant now) {}

  @Override
  public Mono<Dispute> open(Opening opening, Caller caller, Instant now) {
    return database.change(
        "open_dispute",
        new Opened(
            opening.id(),
            opening.contractId(),
            caller.organizationId(),
            opening.subject(),
            opening.amount().getAmountMinorLong(),
            opening.amount().getCurrencyUnit().getCode(),
            opening.statement(),
            opening.rules(),
            now),
        DISPUTE);
  }

  /** What {@code command.move_dispute} reads. */
  private record Moved(
      UUID id,
      UUID entryId,
      Optional<UUID> callerId,
      boolean operator,
      Command command,
      Optional<String> words,
      Optional<Long> minor,
      Optional<String> currency,
      Optional<UUID> offerId,
      int mostOffers,
      Instant now) {}

  @Override
  public Mono<Dispute> move(UUID id, UUID entryId, Caller caller, Move move, Instant now) {
    return database.change(
        "move_dispute",
        new Moved(
            id,
            entryId,
            Optional.of(caller.organizationId()),
            caller.isOperator(),
            move.command(),
            move.words(),
            move.amount().map(Money::getAmountMinorLong),
            move.amount().map(amount -> amount.getCurrencyUnit().getCode()),
            move.offerId(),
            Dispute.MOST_OFFERS,
            now),
        DISPUTE);
  }

  @Override
  public Mono<Dispute> close(UUID id, Instant now) {
    return database.change(
        "move_dispute",
        new Moved(
            id,
            UUID.randomUUID(),
            Optional.empty(),
            false,
            Command.CLOSE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Dispute.MOST_OFFERS,
            now),
        DISPUTE);
  }

  /** What {@code command.add_evidence} reads. */
  private record Added(
      UUID id,
      UUID callerId,
      boolean operator,
      Evidence evidence,
      String content,
      int mostFiles,
      Instant now) {}

  @Override
  public Mono<Dispute> addEvidence(UUID id, Caller caller, EvidenceFile file, Instant now) {
    return database.change(
        "add_evidence",
        new Added(
            id,
            caller.organizationId(),
            caller.isOperator(),
            file.evidence(),
            Base64.getEncoder().encodeToString(file.content()),
            Dispute.MOST_FILES,
            now),
        DISPUTE);
  }

  @Override
  public Flux<UUID> unappealed(Instant now, int most) {
    return database.all(
        "select to_json(id)::text from dispute where state = 'RULED' and appeal_by <= $1"
            + " order by appeal_by limit "
            + most,
        ID,
        now);
  }

  @Override
  public Flux<Dispute> awaitingRuling(Instant now, int most) {
    return database.all(
        """
        select dispute_json(d)::text from dispute d
        where state in ('OPEN', 'ANSWERED', 'APPEALED') and (state <> 'OPEN' or answer_by <= $1)
        order by seq limit\s"""
            + most,
        DISPUTE,
        now);
  }

  @Override
  public Mono<Page<Dispute>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, dispute_json(d)::text from dispute d
        where seq < $1 and ($2 or opener_id = $3 or respondent_id = $3)""",
        query,
        DISPUTE,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Flux<Dispute> of(UUID contractId, Caller caller) {
    return database.all(
        """
        select dispute_json(d)::text from dispute d
        where contract_id = $1 and ($2 or opener_id = $3 or respondent_id = $3)
        order by seq desc""",
        DISPUTE,
        contractId,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Dispute> find(UUID id, Caller caller) {
    return database.one(
        """
        select dispute_json(d)::text from dispute d
        where id = $1 and ($2 or opener_id = $3 or respondent_id = $3)""",
        DISPUTE,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  /** A row of {@code evidence}, its content in base64. */
  private record Stored(UUID id, String name, EvidenceType type, String content) {}

  @Override
  public Mono<EvidenceFile> evidence(UUID id, UUID evidenceId, Caller caller) {
    return database
        .one(
            """
            select json_build_object('id', e.id, 'name', e.name, 'type', e.type,
              'content', encode(e.content, 'base64'))::text
            from evidence e join dispute d on d.id = e.dispute_id
            where d.id = $1 and e.id = $2 and ($3 or opener_id = $4 or respondent_id = $4)""",
            STORED,
            id,
            evidenceId,
            caller.isOperator(),
            caller.organizationId())
        .map(
            stored ->
                new EvidenceFile(
                    stored.id(),
                    stored.name(),
                    stored.type(),
                    // PostgreSQL breaks the lines.
                    Base64.getMimeDecoder().decode(stored.content())));
  }
}
