/**
 * The desk for programs: REST under {@code /api/v1}, for bearers of an integration's token, its
 * description in OpenAPI, and the two questions of a load balancer under {@code /health}.
 *
 * <p>Announces nothing, listens to nothing. Refuses to decide anything: it reads a request into a
 * command, calls one service and shapes the answer.
 */
package it.sportello.web.api;
