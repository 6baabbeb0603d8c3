package exchange.core.member;

import exchange.core.values.Page;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The members of the exchange. */
public interface Organizations {

  /** Admits a member together with its first credential. */
  Mono<Organization> admit(Organization organization, Credential credential);

  /** The organization if the caller is it or is an operator; empty otherwise. */
  Mono<Organization> find(UUID id, Caller caller);

  /** Those the caller may see: all for an operator, its own for everyone else. */
  Mono<Page<Organization>> page(Caller caller, Page.Query query);

  /** Those of them that exist, for papers that name others than their reader. */
  Mono<List<Organization>> named(Set<UUID> ids);

  /** The credential and the organization it signs in; empty when unknown. */
  Mono<SignIn> signIn(String clientId);

  /** What a sign-in is checked against and what it grants. */
  record SignIn(Credential credential, Organization organization) {}
}
