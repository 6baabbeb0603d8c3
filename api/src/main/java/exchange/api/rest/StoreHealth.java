package exchange.api.rest;

import reactor.core.publisher.Mono;

/**
 * How to ask each store whether it answers. An error or a long silence counts as no.
 *
 * @param postgresql true when the books can be read
 * @param redis true when the court of holds answers
 * @param books true unless the last recount or day found a difference, bank and ledger differ, or
 *     the bank is silent for too long
 */
public record StoreHealth(Mono<Boolean> postgresql, Mono<Boolean> redis, Mono<Boolean> books) {}
