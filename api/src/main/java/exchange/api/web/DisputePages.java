package exchange.api.web;

import exchange.core.billing.Document;
import exchange.core.billing.Documents;
import exchange.core.dispute.AddEvidence;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Dispute.Command;
import exchange.core.dispute.Dispute.Party;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.Disputes;
import exchange.core.dispute.EvidenceFile;
import exchange.core.dispute.EvidenceType;
import exchange.core.dispute.Move;
import exchange.core.dispute.MoveDispute;
import exchange.core.dispute.OpenDispute;
import exchange.core.dispute.Subject;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.listing.ChargeCode;
import exchange.core.member.Caller;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Disputes: opened on a contract or an invoice's line, argued, settled or ruled. */
@Controller
final class DisputePages {
  private final Disputes disputes;
  private final OpenDispute openDispute;
  private final MoveDispute moveDispute;
  private final AddEvidence addEvidence;
  private final DisputeRules rules;
  private final Contracts contracts;
  private final Documents documents;
  private final Organizations organizations;
  private final Once once;
  private final Sentences sentences;
  private final Clock clock;

  DisputePages(
      Disputes disputes,
      OpenDispute openDispute,
      MoveDispute moveDispute,
      AddEvidence addEvidence,
      DisputeRules rules,
      Contracts contracts,
      Documents documents,
      Organizations organizations,
      Once once,
      Sentences sentences,
      Clock clock) {
    this.disputes = disputes;
    this.openDispute = openDispute;
    this.moveDispute = moveDispute;
    this.addEvidence = addEvidence;
    this.rules = rules;
    this.contracts = contracts;
    this.documents = documents;
    this.organizations = organizations;
    this.once = once;
    this.sentences = sentences;
    this.clock = clock;
  }

  @GetMapping("/disputes")
  Mono<Rendering> disputes(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> disputes.page(caller, Lists.query(before)))
        .map(page -> Lists.page("disputes", page).build());
  }

  // Opening --------------------------------------------------------------------------------------

  @GetMapping("/contracts/{id}/disputes/new")
  Mono<Rendering> blank(@PathVariable UUID id, ServerWebExchange exchange) {
    Fields asked = new Fields(exchange.getRequest().getQueryParams());
    return form(id, asked, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> form(UUID id, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                Mono.zip(contracts.find(id, caller), invoice(fields, caller))
                    .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
                    .map(found -> form(found.getT1(), found.getT2(), fields)));
  }

  private Mono<Optional<Document>> invoice(Fields fields, Caller caller) {
    return fields.has("invoiceId")
        ? documents.find(fields.id("invoiceId"), caller).map(Optional::of)
        : Mono.just(Optional.empty());
  }

  private Rendering.Builder<?> form(Contract contract, Optional<Document> invoice, Fields fields) {
    Rendering.Builder<?> page =
        Rendering.view("dispute-new")
            .modelAttribute("contract", contract)
            .modelAttribute("rules", rules)
            .modelAttribute("currency", contract.terms().bill().currency())
            .modelAttribute("fields", fields);
    invoice.ifPresent(found -> page.modelAttribute("invoice", found));
    return page;
  }

  @PostMapping("/contracts/{id}/disputes")
  Mono<Rendering> open(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Dispute.class,
        intent ->
            openDispute.open(
                intent.caller(),
                intent.id(),
                id,
                subject(intent.form()),
                intent.form().money("amount"),
                intent.form().text("statement")),
        DisputePages::address,
        fields -> form(id, fields, exchange));
  }

  private static Subject subject(Fields form) {
    return switch (form.choice("kind", Subject.Kind.class)) {
      case CONTRACT -> Subject.contract();
      case INVOICE_LINE ->
          Subject.line(form.id("invoiceId"), form.choice("chargeCode", ChargeCode.class));
      case GOODS_EVENT -> Subject.goods(form.date("day"), form.text("what"));
    };
  }

  private static String address(Dispute dispute) {
    return "/disputes/" + dispute.id();
  }

  // One of them ----------------------------------------------------------------------------------

  @GetMapping("/disputes/{id}")
  Mono<Rendering> dispute(@PathVariable UUID id, ServerWebExchange exchange) {
    return page(id, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(UUID id, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                disputes
                    .find(id, caller)
                    .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
                    .zipWhen(
                        dispute ->
                            organizations.named(Set.of(dispute.openerId(), dispute.respondentId())))
                    .map(
                        found ->
                            page(
                                found.getT1(),
                                found.getT2().stream()
                                    .collect(
                                        Collectors.toMap(Organization::id, Organization::name)),
                                found
                                    .getT1()
                                    .partyOf(caller.organizationId())
                                    .orElse(Party.OPERATOR),
                                fields)));
  }

  private Rendering.Builder<?> page(
      Dispute dispute, Map<UUID, String> names, Party party, Fields fields) {
    Instant now = clock.instant();
    Rendering.Builder<?> page =
        Rendering.view("dispute")
            .modelAttribute("dispute", dispute)
            .modelAttribute("parties", names)
            .modelAttribute("party", party)
            .modelAttribute("can", can(dispute, party, now))
            .modelAttribute("now", now)
            .modelAttribute("fields", fields);
    dispute.offerTo(party).ifPresent(offer -> page.modelAttribute("offer", offer));
    return page;
  }

  /** What the reader may do now. */
  private static Set<String> can(Dispute dispute, Party party, Instant now) {
    return Arrays.stream(Command.values())
        .filter(command -> may(dispute, command, party, now))
        .map(Command::name)
        .collect(Collectors.toSet());
  }

  private static boolean may(Dispute dispute, Command command, Party party, Instant now) {
    try {
      dispute.after(command, party, now);
      return command != Command.ACCEPT || dispute.offerTo(party).isPresent();
    } catch (RefusedException refused) {
      return false;
    }
  }

  @PostMapping("/disputes/{id}/answer")
  Mono<Rendering> answer(@PathVariable UUID id, ServerWebExchange exchange) {
    return move(id, exchange, form -> Move.answer(form.text("words")));
  }

  @PostMapping("/disputes/{id}/offers")
  Mono<Rendering> offer(@PathVariable UUID id, ServerWebExchange exchange) {
    return move(id, exchange, form -> Move.offer(form.money("amount"), form.text("words")));
  }

  @PostMapping("/disputes/{id}/acceptance")
  Mono<Rendering> accept(@PathVariable UUID id, ServerWebExchange exchange) {
    return move(id, exchange, form -> Move.accept(form.id("offerId")));
  }

  @PostMapping("/disputes/{id}/withdrawal")
  Mono<Rendering> withdraw(@PathVariable UUID id, ServerWebExchange exchange) {
    return move(id, exchange, form -> Move.withdraw());
  }

  @PostMapping("/disputes/{id}/appeal")
  Mono<Rendering> appeal(@PathVariable UUID id, ServerWebExchange exchange) {
    return move(id, exchange, form -> Move.appeal(form.text("words")));
  }

  @PostMapping("/disputes/{id}/ruling")
  Mono<Rendering> rule(@PathVariable UUID id, ServerWebExchange exchange) {
    return move(id, exchange, form -> Move.rule(form.money("award"), form.text("reason")));
  }

  private Mono<Rendering> move(UUID id, ServerWebExchange exchange, Function<Fields, Move> said) {
    return once.submit(
        exchange,
        Dispute.class,
        intent -> moveDispute.move(intent.caller(), intent.id(), id, said.apply(intent.form())),
        DisputePages::address,
        fields -> page(id, fields, exchange));
  }

  // Evidence -------------------------------------------------------------------------------------

  @PostMapping("/disputes/{id}/evidence")
  Mono<Rendering> add(
      @PathVariable UUID id,
      @RequestPart("key") String key,
      @RequestPart("file") FilePart file,
      ServerWebExchange exchange) {
    LinkedMultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("key", key);
    form.add("name", file.filename());
    return Mono.zip(Callers.of(exchange), content(file))
        .flatMap(
            sent ->
                once.run(
                    "POST /disputes/" + id + "/evidence",
                    sent.getT1(),
                    new Fields(form),
                    Dispute.class,
                    intent ->
                        addEvidence.add(
                            intent.caller(),
                            id,
                            new EvidenceFile(
                                intent.id(), file.filename(), type(file), sent.getT2()))))
        .<Rendering>map(dispute -> Rendering.redirectTo(address(dispute)).build())
        .onErrorResume(
            RefusedException.class,
            refused ->
                page(id, Fields.NONE, exchange)
                    .map(
                        page ->
                            page.modelAttribute(
                                    "refused",
                                    sentences.of(refused.refusal(), Language.of(exchange)))
                                .status(HttpStatus.CONFLICT)
                                .build()));
  }

  private static Mono<byte[]> content(FilePart file) {
    return DataBufferUtils.join(file.content(), EvidenceFile.MOST_BYTES)
        .map(DisputePages::bytes)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(
            DataBufferLimitException.class, tooLarge -> Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE));
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static EvidenceType type(FilePart file) {
    return Optional.ofNullable(file.headers().getContentType())
        .flatMap(type -> EvidenceType.of(type.getType() + "/" + type.getSubtype()))
        .orElseThrow(() -> Refusal.invalid("file", "must be a PDF, PNG, JPEG or text file"));
  }

  /** To be kept, never to be shown as a page of ours. */
  @GetMapping("/disputes/{id}/evidence/{evidenceId}")
  Mono<ResponseEntity<byte[]>> evidence(
      @PathVariable UUID id, @PathVariable UUID evidenceId, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> disputes.evidence(id, evidenceId, caller))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(
            file ->
                ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(file.evidence().type().mediaType()))
                    .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                            .filename(file.evidence().name(), StandardCharsets.UTF_8)
                            .build()
                            .toString())
                    .header("X-Content-Type-Options", "nosniff")
                    .body(file.content()));
  }
}
