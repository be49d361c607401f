package it.sportello.contacts;

/** The key of a member of the staff: agent, supervisor or administrator. */
public record AgentId(long value) {}
