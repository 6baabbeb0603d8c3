package exchange.api.rest;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** The answers that are no refusals. */
final class Answers {
  private Answers() {}

  static <T> ResponseEntity<T> ok(T body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }

  /** With its version as entity tag; caches ask again before they use it. */
  static <T, W> ResponseEntity<W> ok(Versioned<T> found, Function<T, W> wire) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag(Versions.tag(found))
        .body(wire.apply(found.value()));
  }

  /**
   * @param path of the new resource, with one variable for its id
   */
  static <T> ResponseEntity<T> created(String path, UUID id, T body) {
    return ResponseEntity.created(at(path, id)).contentType(MediaType.APPLICATION_JSON).body(body);
  }

  static <T, W> ResponseEntity<W> created(
      String path, UUID id, Versioned<T> made, Function<T, W> wire) {
    return ResponseEntity.created(at(path, id))
        .contentType(MediaType.APPLICATION_JSON)
        .eTag(Versions.tag(made))
        .body(wire.apply(made.value()));
  }

  static URI at(String path, UUID id) {
    return UriComponentsBuilder.fromPath(path).build(id);
  }

  static <T> Mono<T> missing() {
    return Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND));
  }
}
