package exchange.api.rest;

import exchange.core.billing.Document;
import exchange.core.billing.Documents;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.member.Caller;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.values.Refusal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts on paper what the caller may see. */
@Component
final class Printer {
  private final Documents documents;
  private final Contracts contracts;
  private final Organizations organizations;
  private final Papers papers;

  Printer(Documents documents, Contracts contracts, Organizations organizations, Papers papers) {
    this.documents = documents;
    this.contracts = contracts;
    this.organizations = organizations;
    this.papers = papers;
  }

  Mono<ResponseEntity<Resource>> document(UUID id, Caller caller, String language) {
    return documents
        .find(id, caller)
        .zipWhen(document -> contracts.find(document.contractId(), caller))
        .switchIfEmpty(Answers.missing())
        .flatMap(
            both ->
                print(
                    name(both.getT1()),
                    parties(both.getT2()),
                    members -> papers.of(both.getT1(), both.getT2(), members, locale(language))));
  }

  private static String name(Document document) {
    return document.kind().name().toLowerCase(Locale.ROOT) + "-" + document.number();
  }

  Mono<ResponseEntity<Resource>> contract(UUID id, Caller caller, String language) {
    return contracts
        .find(id, caller)
        .switchIfEmpty(Answers.missing())
        .flatMap(
            contract ->
                print(
                    "contract-" + id,
                    parties(contract),
                    members -> papers.of(contract, members, locale(language))));
  }

  private static Set<UUID> parties(Contract contract) {
    // One company may be both.
    Set<UUID> parties = new HashSet<>();
    parties.add(contract.terms().exporterId());
    parties.add(contract.terms().ownerId());
    return parties;
  }

  private static Locale locale(String language) {
    return switch (language) {
      case "en" -> Locale.ENGLISH;
      case "zh" -> Locale.SIMPLIFIED_CHINESE;
      default -> throw Refusal.invalid("language", "must be en or zh");
    };
  }

  private Mono<ResponseEntity<Resource>> print(
      String name, Set<UUID> parties, Function<Map<UUID, Organization>, byte[]> paper) {
    return organizations
        .named(parties)
        .map(found -> found.stream().collect(Collectors.toMap(Organization::id, each -> each)))
        .flatMap(
            members ->
                Mono.fromCallable(() -> paper.apply(members))
                    .subscribeOn(Schedulers.boundedElastic()))
        .map(
            pdf ->
                ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_PDF)
                    .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(name + ".pdf").build().toString())
                    .body(new ByteArrayResource(pdf)));
  }
}
