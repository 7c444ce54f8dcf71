CREATE TABLE `contact` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`seq` integer NOT NULL,
	`name` text,
	`phone_number` text,
	`deleted` integer DEFAULT 0 NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`org_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `contact_name` ON `contact` (`org_id`,`name`);--> statement-breakpoint
CREATE TABLE `conversation` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`seq` integer NOT NULL,
	`contact_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`status` text NOT NULL,
	`assignee_id` text,
	`inbound_count` integer NOT NULL,
	`last_position` integer NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`org_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `conversation_list` ON `conversation` (`org_id`,`status`,"last_position" desc);--> statement-breakpoint
CREATE INDEX `conversation_contact` ON `conversation` (`org_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `history` (
	`org_id` text PRIMARY KEY NOT NULL,
	`projected` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `message` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`seq` integer NOT NULL,
	`conversation_id` text NOT NULL,
	`position` integer NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`json` text NOT NULL,
	`raw` text,
	PRIMARY KEY(`org_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `message_thread` ON `message` (`org_id`,`conversation_id`,`position`);--> statement-breakpoint
CREATE TABLE `parked_delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`received_at` text NOT NULL,
	`channel` text NOT NULL,
	`external_id` text NOT NULL,
	`fact_group` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parked_number` ON `parked_delivery` (`channel`,`external_id`);--> statement-breakpoint
CREATE INDEX `parked_age` ON `parked_delivery` (`received_at`);--> statement-breakpoint
CREATE TABLE `read_mark` (
	`org_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`seq` integer NOT NULL,
	`number` integer NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`org_id`, `agent_id`, `conversation_id`)
);
--> statement-breakpoint
CREATE TABLE `record` (
	`org_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`seq` integer NOT NULL,
	`deleted` integer DEFAULT 0 NOT NULL,
	`json` text NOT NULL,
	PRIMARY KEY(`org_id`, `kind`, `id`)
);
--> statement-breakpoint
CREATE TABLE `route` (
	`channel` text NOT NULL,
	`external_id` text NOT NULL,
	`org_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`account_id` text,
	`own_app` integer NOT NULL,
	`sealed_secrets` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`channel`, `external_id`)
);
--> statement-breakpoint
CREATE INDEX `route_channel` ON `route` (`channel_id`);--> statement-breakpoint
CREATE INDEX `route_account` ON `route` (`channel`,`account_id`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,
	`updated_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `account_user` ON `account` (`user_id`);--> statement-breakpoint
CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`last_four` text NOT NULL,
	`created_at` text NOT NULL,
	`revoked_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_hash_unique` ON `api_key` (`hash`);--> statement-breakpoint
CREATE INDEX `api_key_org` ON `api_key` (`org_id`);--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`email` text NOT NULL,
	`role` text,
	`status` text DEFAULT 'pending' NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,
	`inviter_id` text NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`inviter_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `invitation_org` ON `invitation` (`organization_id`);--> statement-breakpoint
CREATE INDEX `invitation_email` ON `invitation` (`email`);--> statement-breakpoint
CREATE TABLE `member` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_once` ON `member` (`organization_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `member_user` ON `member` (`user_id`);--> statement-breakpoint
CREATE TABLE `organization` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`logo` text,
	`metadata` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organization_slug_unique` ON `organization` (`slug`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`active_organization_id` text,
	`created_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,
	`updated_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,
	`updated_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL,
	`updated_at` integer DEFAULT (cast(unixepoch('subsecond') * 1000 as integer)) NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);