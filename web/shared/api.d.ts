/**
 * The server's API, as its OpenAPI document describes it.
 * Written by web/tools/generate: change the server, then run it again.
 */

export interface paths {
    "/api/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show Session */
        get: operations["show_session_api_auth_session_get"];
        put?: never;
        /** Open Session */
        post: operations["open_session_api_auth_session_post"];
        /** Close Session */
        delete: operations["close_session_api_auth_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Cameras */
        get: operations["list_cameras_api_cameras_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{camera_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test Camera */
        post: operations["test_camera_api_cameras__camera_id__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Files */
        get: operations["list_files_api_files_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Content */
        get: operations["content_api_files__file_id__content_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{file_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Thumb */
        get: operations["thumb_api_files__file_id__thumbnail_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Jobs */
        get: operations["list_jobs_api_jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start Job */
        post: operations["start_job_api_jobs__job_id__start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop Job */
        post: operations["stop_job_api_jobs__job_id__stop_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show Setup */
        get: operations["show_setup_api_setup_get"];
        put?: never;
        /** Set Up */
        post: operations["set_up_api_setup_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status */
        get: operations["status_api_status_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * CameraAnswer
         * @description A camera, its secrets masked, with what is known of it.
         */
        CameraAnswer: {
            /** Createdat */
            createdAt: string;
            credentials: components["schemas"]["ShownCredentials"] | null;
            /** Enabled */
            enabled: boolean;
            /** Id */
            id: string;
            /** Jobs */
            jobs: number;
            /** Lastseenat */
            lastSeenAt: string | null;
            /** Location */
            location: string | null;
            /** Model */
            model: string | null;
            /** Name */
            name: string;
            /**
             * Protocol
             * @enum {string}
             */
            protocol: "rtsp" | "rtmp" | "http" | "onvif";
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /** Siteid */
            siteId: string;
            /**
             * State
             * @enum {string}
             */
            state: "unknown" | "online" | "offline" | "disabled";
            /** Statesince */
            stateSince: string | null;
            /** Streamcredentials */
            streamCredentials: {
                [key: string]: components["schemas"]["ShownCredentials"];
            };
            /** Streams */
            streams: {
                [key: string]: string;
            };
            /** Tags */
            tags: string[];
            /** Timezone */
            timezone: string | null;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
        };
        /** FileAnswer */
        FileAnswer: {
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Durationseconds */
            durationSeconds: number | null;
            /** Format */
            format: string;
            /** Id */
            id: string;
            /** Jobid */
            jobId: string;
            /** Jobname */
            jobName: string;
            /** Jobuid */
            jobUid: string;
            /** Kind */
            kind: string;
            /** Path */
            path: string;
            /** Protected */
            protected: boolean;
            /** Runid */
            runId: string;
            /** Sizebytes */
            sizeBytes: number;
            /** Startedat */
            startedAt: string;
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /**
         * JobAnswer
         * @description A job, with what it does right now.
         */
        JobAnswer: {
            /**
             * Action
             * @enum {string}
             */
            action: "record" | "snapshot" | "timelapse" | "detect_motion" | "test_connection" | "custom_command";
            /** Cameraid */
            cameraId: string;
            /** Cameraname */
            cameraName: string;
            /** Createdat */
            createdAt: string;
            effectiveRetention: components["schemas"]["Retention"];
            /** Enabled */
            enabled: boolean;
            /** Id */
            id: string;
            lastRun: components["schemas"]["RunAnswer"] | null;
            latestFile: components["schemas"]["LatestFile"] | null;
            /** Maxretries */
            maxRetries: number;
            /** Name */
            name: string;
            /** Nextrunat */
            nextRunAt: string | null;
            /** Output */
            output: {
                [key: string]: unknown;
            } | null;
            /** Priority */
            priority: number;
            /** Processconfig */
            processConfig: {
                [key: string]: unknown;
            };
            /** Reason */
            reason: string | null;
            /** Reasoncode */
            reasonCode: string | null;
            /** Retention */
            retention: {
                [key: string]: unknown;
            } | null;
            /** Schedule */
            schedule: {
                [key: string]: unknown;
            };
            /**
             * State
             * @enum {string}
             */
            state: "disabled" | "blocked" | "idle" | "waiting" | "starting" | "running" | "stalled" | "retrying" | "stopping" | "failed";
            /** Statesince */
            stateSince: string | null;
            /** Streamkey */
            streamKey: string | null;
            /** Streamurl */
            streamUrl: string | null;
            /** Strictbounds */
            strictBounds: boolean;
            /** Timezone */
            timezone: string | null;
            /** Uid */
            uid: string;
            /** Updatedat */
            updatedAt: string;
            /** Zone */
            zone: string;
        };
        /**
         * LatestFile
         * @description The newest file of a job.
         */
        LatestFile: {
            /** Durationseconds */
            durationSeconds: number | null;
            /** Format */
            format: string;
            /** Id */
            id: string;
            /** Sizebytes */
            sizeBytes: number;
            /** Startedat */
            startedAt: string;
        };
        /**
         * Login
         * @description A user's name or e-mail address, and the password.
         */
        Login: {
            /**
             * Password
             * Format: password
             */
            password: string;
            /** Username */
            username: string;
        };
        /** Procs */
        Procs: {
            /** Count */
            count: number;
            /** Cpupercent */
            cpuPercent: number;
            /** Memorybytes */
            memoryBytes: number;
        };
        /**
         * Retention
         * @description How long, or how much; what is null does not limit.
         */
        Retention: {
            /**
             * Maxdays
             * @description Age in days.
             */
            maxDays?: number | null;
            /**
             * Maxsizegb
             * @description Volume in 10⁹ bytes.
             */
            maxSizeGB?: number | null;
        };
        /**
         * Role
         * @description What somebody is here for.
         * @enum {string}
         */
        Role: "ADMIN" | "EDITOR" | "VIEWER";
        /**
         * RunAnswer
         * @description One execution, or several instants that nothing came of.
         */
        RunAnswer: {
            /** Attempts */
            attempts: number;
            /** Bytes */
            bytes: number;
            /** Endedat */
            endedAt: string | null;
            /** Files */
            files: number;
            /** Id */
            id: string;
            /** Reason */
            reason: string | null;
            /** Scheduledat */
            scheduledAt: string | null;
            /** Startedat */
            startedAt: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "running" | "success" | "stopped" | "failed" | "missed" | "skipped" | "interrupted";
            /** Ticks */
            ticks: number;
            /**
             * Trigger
             * @enum {string}
             */
            trigger: "schedule" | "manual" | "resume" | "catchUp";
        };
        /**
         * SessionAnswer
         * @description Who is signed in. Requests that change something send `csrf` as the header X-CSRF-Token.
         */
        SessionAnswer: {
            /** Csrf */
            csrf: string | null;
            /** Permissions */
            permissions: string[];
            /** Timeout */
            timeout: number;
            user: components["schemas"]["UserAnswer"];
        };
        /**
         * Setup
         * @description The first administrator.
         */
        Setup: {
            /**
             * Code
             * @description As printed by the server.
             */
            code: string;
            /** Email */
            email?: string | null;
            /**
             * Password
             * Format: password
             */
            password: string;
            /**
             * Username
             * @description Letters, digits, spaces and .'-; unique however capitals are written.
             */
            username: string;
        };
        /**
         * SetupState
         * @description Whether the first administrator is still to be named.
         */
        SetupState: {
            /** Needed */
            needed: boolean;
        };
        /**
         * ShownCredentials
         * @description The user's name, and that there is a password.
         */
        ShownCredentials: {
            /** Password */
            password: string | null;
            /** Username */
            username: string;
        };
        /** StatusAnswer */
        StatusAnswer: {
            processes: components["schemas"]["Procs"];
            /** Startedat */
            startedAt: string;
            storage: components["schemas"]["Storage"];
            /** Version */
            version: string;
        };
        /** Storage */
        Storage: {
            /** Freebytes */
            freeBytes: number;
            /** Totalbytes */
            totalBytes: number;
            /** Usedbytes */
            usedBytes: number;
        };
        /**
         * StreamResult
         * @description What one stream answered.
         */
        StreamResult: {
            /** Audiocodec */
            audioCodec?: string | null;
            /** Codec */
            codec?: string | null;
            /** Fps */
            fps?: number | null;
            /** Height */
            height?: number | null;
            /** Ok */
            ok: boolean;
            /** Reason */
            reason?: string | null;
            /** Reasoncode */
            reasonCode?: string | null;
            /** Seconds */
            seconds: number;
            /** Stream */
            stream: string;
            /** Width */
            width?: number | null;
        };
        /**
         * TestAnswer
         * @description A connectivity test: the camera answers if each tested stream does.
         */
        TestAnswer: {
            /** At */
            at: string;
            /** Ok */
            ok: boolean;
            /** Streams */
            streams: components["schemas"]["StreamResult"][];
        };
        /**
         * UserAnswer
         * @description Somebody who may sign in.
         */
        UserAnswer: {
            /** Createdat */
            createdAt: string;
            /** Disabled */
            disabled: boolean;
            /** Email */
            email: string | null;
            /** Id */
            id: string;
            /** Lastloginat */
            lastLoginAt: string | null;
            role: components["schemas"]["Role"];
            /** Updatedat */
            updatedAt: string;
            /** Username */
            username: string;
        };
        /** ValidationError */
        ValidationError: {
            /** Context */
            ctx?: Record<string, never>;
            /** Input */
            input?: unknown;
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type SchemaCameraAnswer = components['schemas']['CameraAnswer'];
export type SchemaFileAnswer = components['schemas']['FileAnswer'];
export type SchemaHttpValidationError = components['schemas']['HTTPValidationError'];
export type SchemaJobAnswer = components['schemas']['JobAnswer'];
export type SchemaLatestFile = components['schemas']['LatestFile'];
export type SchemaLogin = components['schemas']['Login'];
export type SchemaProcs = components['schemas']['Procs'];
export type SchemaRetention = components['schemas']['Retention'];
export type SchemaRole = components['schemas']['Role'];
export type SchemaRunAnswer = components['schemas']['RunAnswer'];
export type SchemaSessionAnswer = components['schemas']['SessionAnswer'];
export type SchemaSetup = components['schemas']['Setup'];
export type SchemaSetupState = components['schemas']['SetupState'];
export type SchemaShownCredentials = components['schemas']['ShownCredentials'];
export type SchemaStatusAnswer = components['schemas']['StatusAnswer'];
export type SchemaStorage = components['schemas']['Storage'];
export type SchemaStreamResult = components['schemas']['StreamResult'];
export type SchemaTestAnswer = components['schemas']['TestAnswer'];
export type SchemaUserAnswer = components['schemas']['UserAnswer'];
export type SchemaValidationError = components['schemas']['ValidationError'];
export type $defs = Record<string, never>;
export interface operations {
    show_session_api_auth_session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
        };
    };
    open_session_api_auth_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    close_session_api_auth_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_cameras_api_cameras_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraAnswer"][];
                };
            };
        };
    };
    test_camera_api_cameras__camera_id__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAnswer"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    list_files_api_files_get: {
        parameters: {
            query?: {
                jobId?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileAnswer"][];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    content_api_files__file_id__content_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    thumb_api_files__file_id__thumbnail_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    list_jobs_api_jobs_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"][];
                };
            };
        };
    };
    start_job_api_jobs__job_id__start_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    stop_job_api_jobs__job_id__stop_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    show_setup_api_setup_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
        };
    };
    set_up_api_setup_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    status_api_status_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusAnswer"];
                };
            };
        };
    };
}
