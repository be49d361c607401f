package it.sportello.ticketing;

/**
 * @param name what the sender called it: a label, never a path
 * @param mediaType recognised by content
 * @param size in bytes
 */
public record AttachmentView(AttachmentId id, String name, String mediaType, long size) {}
